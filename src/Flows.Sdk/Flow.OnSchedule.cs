using System.Runtime.CompilerServices;
using Flows.Engine;

namespace Flows;

public partial class Flow
{
    /// <summary>
    /// Runs the flow in this process at each time of its schedule, one run after the other, as the server would have it run. It waits by the
    /// clock of the options. Times that pass while a run is under way are left out. While an agent's program executes a flow run this does
    /// nothing but warn.
    /// </summary>
    /// <param name="parameters">Values for the parameters of every run; those of the clock that makes the run go before them. <value>The default is null: none.</value></param>
    /// <param name="options">How to run. <value>The default is null: as <see cref="FlowRunOptions"/> says.</value></param>
    /// <param name="cancellationToken">Ends the wait, or the run as Cancelled; then nothing more comes.</param>
    /// <returns>How each run ended, once it has. It ends when the schedule does, and when the caller takes no more.</returns>
    /// <exception cref="FlowDefinitionException">The flow has no schedule.</exception>
    /// <exception cref="FlowParameterException">A parameter is unknown, missing or of another type; nothing was run.</exception>
    /// <exception cref="ScheduleException">The schedule has no more times.</exception>
    public IAsyncEnumerable<FlowState> RunOnScheduleAsync(FlowParameters? parameters = null, FlowRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var runs = ScheduledRunsAsync(parameters, options.TimeProvider, waits: null, cancellationToken);
        return EachAsync();

        async IAsyncEnumerable<FlowState> EachAsync()
        {
            await foreach (var run in runs.ConfigureAwait(false)) yield return await run(options).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="RunOnScheduleAsync"/>: yields a run when it is due, for the caller to make.</summary>
    /// <param name="parameters">Values for the parameters of every run.</param>
    /// <param name="clock">The clock by which it waits.</param>
    /// <param name="waits">Told of each event before it is waited for.</param>
    /// <param name="cancellationToken">Ends the wait and the runs.</param>
    /// <exception cref="FlowDefinitionException">The flow has no schedule.</exception>
    /// <exception cref="FlowParameterException">A parameter is unknown, missing or of another type.</exception>
    /// <exception cref="ScheduleException">The schedule has no more times.</exception>
    internal IAsyncEnumerable<Func<FlowRunOptions, Task<FlowState>>> ScheduledRunsAsync(
        FlowParameters? parameters, TimeProvider clock, Action<ScheduleEvent>? waits, CancellationToken cancellationToken)
    {
        var schedule = Schedule ?? throw new FlowDefinitionException($"Flow '{Name}' has no schedule: give it one, as in .WithSchedule(Schedule.Cron(\"0 6 * * *\")).");
        CheckGiven(schedule, parameters ?? new());
        var after = clock.GetUtcNow();
        return ExecutionScope.IsExecuting || schedule.Events(after).Any()
            ? WhenDueAsync(schedule.Events(after), parameters, clock, waits, cancellationToken)
            : throw new ScheduleException($"The schedule of flow '{Name}' ({schedule}) has no time after {after:u}: nothing is left to run.");
    }

    private void CheckGiven(Schedule schedule, FlowParameters given)
    {
        var bound = ParameterBinder.Bind(Graph, given.Values, given.Values);
        var problem = ParameterBinder.FindUnknown(Graph, given.Values.Keys)
            ?? bound.Problems.Where(p => given.Values.ContainsKey(p.Key)).Select(p => p.Value).FirstOrDefault()
            ?? ScheduledParameters.FindMissing(Graph, schedule, given);
        if (problem is not null) throw new FlowParameterException(problem);
    }

    private async IAsyncEnumerable<Func<FlowRunOptions, Task<FlowState>>> WhenDueAsync(
        IEnumerable<ScheduleEvent> events, FlowParameters? parameters, TimeProvider clock, Action<ScheduleEvent>? waits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ExecutionScope.IsExecuting)
        {
            yield return options => RunAsync(parameters, options, cancellationToken);
            yield break;
        }

        ScheduleEvent? last = null;
        foreach (var due in events)
        {
            // Adjustments may move several times of a clock to one, which is one run.
            if (due.Equals(last) || due.Time < clock.GetUtcNow()) continue;
            waits?.Invoke(due);
            if (!await WaitAsync(due.Time, clock, cancellationToken).ConfigureAwait(false)) yield break;
            last = due;
            yield return options => RunDueAsync(ScheduledParameters.Merge(parameters, due), options, due.Time, cancellationToken);
            if (cancellationToken.IsCancellationRequested) yield break;
        }
    }

    /// <summary>Waits for an instant.</summary>
    /// <returns>False when it was ended.</returns>
    private static async Task<bool> WaitAsync(DateTimeOffset time, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            while (time - clock.GetUtcNow() is { Ticks: > 0 } rest)
                await Task.Delay(TimerLimit.Cap(rest), clock, cancellationToken).ConfigureAwait(false);
            return !cancellationToken.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
