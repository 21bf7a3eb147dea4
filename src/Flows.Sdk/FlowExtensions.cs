using Flows.Storage;

namespace Flows;

/// <summary>The settings of a flow, one after the other: <c>flow.WithStorage(...).WithRunConfig(...)</c>.</summary>
public static partial class FlowExtensions
{
    /// <summary>Sets <see cref="Flow.Storage"/>.</summary>
    /// <typeparam name="TFlow">The type of the flow, which is kept.</typeparam>
    /// <param name="flow">The flow.</param>
    /// <param name="storage">Where the program is kept.</param>
    /// <returns>The same flow.</returns>
    public static TFlow WithStorage<TFlow>(this TFlow flow, FlowStorage storage)
        where TFlow : Flow
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Storage = storage;
        return flow;
    }

    /// <summary>Sets <see cref="Flow.RunConfig"/>.</summary>
    /// <typeparam name="TFlow">The type of the flow, which is kept.</typeparam>
    /// <param name="flow">The flow.</param>
    /// <param name="runConfig">How an agent starts a run.</param>
    /// <returns>The same flow.</returns>
    public static TFlow WithRunConfig<TFlow>(this TFlow flow, RunConfig runConfig)
        where TFlow : Flow
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.RunConfig = runConfig;
        return flow;
    }

    /// <summary>Sets <see cref="Flow.Schedule"/>.</summary>
    /// <typeparam name="TFlow">The type of the flow, which is kept.</typeparam>
    /// <param name="flow">The flow.</param>
    /// <param name="schedule">When runs are made, for example <c>Schedule.Cron("0 6 * * *", "Europe/Berlin")</c>.</param>
    /// <returns>The same flow.</returns>
    /// <exception cref="FlowDefinitionException">One of its clocks gives a value to a parameter that the flow does not have, or one that does not fit.</exception>
    public static TFlow WithSchedule<TFlow>(this TFlow flow, Schedule schedule)
        where TFlow : Flow
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Schedule = schedule;
        return flow;
    }
}
