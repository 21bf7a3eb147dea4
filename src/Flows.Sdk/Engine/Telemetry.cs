using System.Diagnostics;
using System.Diagnostics.Metrics;
using Flows.States;

namespace Flows.Engine;

/// <summary>
/// Spans and metrics under the name <c>Flows</c>, for whoever listens (OpenTelemetry, dotnet-counters). Without a listener each call here
/// is one test of a flag.
/// </summary>
internal static class Telemetry
{
    public const string Name = "Flows";

    private const string Flow = "flows.flow";
    private const string Task = "flows.task";
    private const string StateKey = "flows.state";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> FlowRuns = Meter.CreateCounter<long>("flows.flow_runs", "{run}", "Flow runs that have ended in this process, by flow and state.");
    private static readonly Histogram<double> FlowRunTime = Meter.CreateHistogram<double>("flows.flow_run.duration", "s", "How long flow runs took in this process, by flow and state.");
    private static readonly Counter<long> TaskRuns = Meter.CreateCounter<long>("flows.task_runs", "{run}", "Task runs that have finished, by flow, task and state.");
    private static readonly Histogram<double> TaskRunTime = Meter.CreateHistogram<double>("flows.task_run.duration", "s", "From the first attempt of a task run to its end, by flow, task and state.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("flows.task_run.retries", "{attempt}", "Attempts that are followed by another one, by flow and task.");
    private static readonly Counter<long> LateResults = Meter.CreateCounter<long>("flows.task_run.late_results", "{result}", "Results that came after their task had been given up and were dropped, by flow and task.");

    /// <summary>Begins the span of a flow run; null when nobody listens.</summary>
    public static Activity? StartFlowRun(FlowRunContext flow)
    {
        if (!Source.HasListeners()) return null;
        var span = Source.StartActivity($"flow {flow.Graph.Name}");
        return span?.SetTag(Flow, flow.Graph.Name).SetTag("flows.flow_run.id", flow.Facts.Id).SetTag("flows.flow_run.name", flow.Facts.Name);
    }

    /// <summary>A flow run has ended, or is left to another process.</summary>
    public static void EndFlowRun(FlowRunContext flow, State state)
    {
        End(flow.Span, state);
        if (!FlowRuns.Enabled && !FlowRunTime.Enabled) return;
        var tags = new TagList { { Flow, flow.Graph.Name }, { StateKey, state.Type } };
        FlowRuns.Add(1, tags);
        FlowRunTime.Record((flow.Now - flow.Began).TotalSeconds, tags);
    }

    /// <summary>Begins the span of an attempt of a task; null when nobody listens.</summary>
    public static Activity? StartAttempt(FlowRunContext flow, TaskRun run)
    {
        if (!Source.HasListeners()) return null;
        var span = Source.StartActivity($"task {run.Node.Node.Name}", ActivityKind.Internal, flow.Span?.Context ?? default);
        if (span is null) return null;
        span.SetTag(Flow, flow.Graph.Name).SetTag("flows.flow_run.id", flow.Facts.Id).SetTag(Task, run.Node.Node.Name)
            .SetTag("flows.task.slug", run.Node.Node.Slug).SetTag("flows.task_run.id", run.Id).SetTag("flows.attempt", run.Attempts);
        return run.MapIndex is { } index ? span.SetTag("flows.map_index", index) : span;
    }

    /// <summary>An attempt has ended.</summary>
    public static void EndAttempt(Activity? span, State state)
    {
        if (span is null) return;
        if (state is Failed { Exception: { } exception and not FlowSignal }) span.AddException(exception);
        End(span, state);
        span.Dispose();
    }

    /// <summary>A task run is followed by another attempt.</summary>
    public static void Retried(FlowRunContext flow, TaskRun run)
    {
        if (Retries.Enabled) Retries.Add(1, new(Flow, flow.Graph.Name), new(Task, run.Node.Node.Name));
    }

    /// <summary>A task run has finished.</summary>
    public static void EndTaskRun(FlowRunContext flow, TaskRun run)
    {
        if ((!TaskRuns.Enabled && !TaskRunTime.Enabled) || !run.State.IsFinished) return;
        var tags = new TagList { { Flow, flow.Graph.Name }, { Task, run.Node.Node.Name }, { StateKey, run.State.Type } };
        TaskRuns.Add(1, tags);
        if (run is { Started: { } started, Ended: { } ended }) TaskRunTime.Record((ended - started).TotalSeconds, tags);
    }

    /// <summary>A result came too late and is dropped.</summary>
    public static void DroppedResult(FlowRunContext flow, TaskRun run)
    {
        if (LateResults.Enabled) LateResults.Add(1, new(Flow, flow.Graph.Name), new(Task, run.Node.Node.Name));
    }

    private static void End(Activity? span, State state)
    {
        if (span is null) return;
        span.SetTag(StateKey, state.Type);
        if (state.IsFailed) span.SetStatus(ActivityStatusCode.Error, state.Message);
    }
}
