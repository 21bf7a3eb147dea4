using Flows.Engine;

namespace Flows;

public sealed partial class TaskRunContext
{
    /// <summary>
    /// The date that the run is made for: <c>date</c> of the run's context when it was given there, else the moment at which the run began.
    /// </summary>
    public DateTimeOffset Date => (DateTimeOffset)flow.Values["date"]!;

    /// <summary>The day of <see cref="Date"/>.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Date.DateTime);

    /// <summary>
    /// The run's context by the names of the protocol, such as <c>today</c> or <c>flow_run_name</c>, together with what the flow run was created
    /// with and what the configuration has under <c>[context]</c>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Values => field ??= ContextValues.Of(flow, run, Attempt, carried);
}
