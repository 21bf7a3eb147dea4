using Flows.Engine;
using Flows.States;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Testing;

/// <summary>
/// The surroundings of one task in a test: <c>Load("orders", env.Context)</c> calls the method as a run would, and what it logged is in
/// <see cref="Logs"/> afterwards. No engine is around it: what the task throws comes out of the call, signals included.
/// </summary>
public sealed partial class TaskEnvironment
{
    private readonly Lazy<Surroundings> surroundings;

    /// <summary>Surroundings with defaults for all that is not set.</summary>
    public TaskEnvironment() => surroundings = new(() => new(this));

    /// <summary>The flow's name. <value>The default is <c>test</c>.</value></summary>
    public string FlowName { get; init; } = "test";

    /// <summary>The task's name. <value>The default is <c>task</c>.</value></summary>
    public string TaskName { get; init; } = "task";

    /// <summary>The parameters of the flow run. <value>Empty by default.</value></summary>
    public FlowParameters Parameters { get; init; } = new();

    /// <summary>Which attempt it is, counted from 1. <value>The default is 1.</value></summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Which child of a mapped task it is, counted from 0. <value>The default is null: the task is not mapped.</value></summary>
    public int? MapIndex { get; init; }

    /// <summary>Which round of a looping task it is, counted from 1. <value>The default is 1.</value></summary>
    public int LoopCount { get; init; } = 1;

    /// <summary>What the round before gave it; see <see cref="TaskRunContext.LoopResult{T}()"/>. <value>The default is null.</value></summary>
    public object? LoopResult { get; init; }

    /// <summary>Whether somebody resumed the task after it had paused. <value>The default is false.</value></summary>
    public bool IsResumed { get; init; }

    /// <summary>The time for which the flow run was planned. <value>The default is the clock's time.</value></summary>
    public DateTimeOffset? ScheduledStartTime { get; init; }

    /// <summary>The clock. <value>The default is a <see cref="VirtualTime"/>.</value></summary>
    public TimeProvider TimeProvider { get; init; } = new VirtualTime();

    /// <summary>Where log lines go, besides <see cref="Logs"/>. <value>The default is nowhere.</value></summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where secrets come from. <value>The default is null: environment and configuration, as for a run.</value></summary>
    public ISecretProvider? SecretProvider { get; init; }

    /// <summary>The token that the task is given. <value>The default is never cancelled.</value></summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What a task with a parameter of this type is given.</summary>
    public TaskRunContext Context => surroundings.Value.Context;

    /// <summary>What a task with an <see cref="ILogger"/> is given.</summary>
    public ILogger Logger => Context.Logger;

    /// <summary>What the task wrote to its log so far.</summary>
    public IReadOnlyList<TaskLogLine> Logs => surroundings.Value.Run.RecordIfAny?.Log.Lines ?? [];

    /// <summary>What the task left by <see cref="TaskRunContext.Artifacts"/> so far.</summary>
    public IReadOnlyList<TaskArtifact> Artifacts => surroundings.Value.Run.RecordIfAny?.ArtifactsIfAny?.All ?? [];

    /// <summary>One run with its own log.</summary>
    private sealed class Surroundings
    {
        public Surroundings(TaskEnvironment environment)
        {
            var graph = Flow.Define(environment.FlowName, f => f.Task(environment.TaskName, static () => { })).Graph;
            var options = new FlowRunOptions { TimeProvider = environment.TimeProvider, LoggerFactory = environment.LoggerFactory, SecretProvider = environment.SecretProvider };
            var flow = new FlowRunContext
            {
                Graph = graph,
                Facts = new()
                {
                    Id = Guid.NewGuid().ToString(),
                    Name = environment.FlowName,
                    State = new Running(),
                    Parameters = environment.Parameters.Values,
                    ScheduledStartTime = environment.ScheduledStartTime ?? environment.TimeProvider.GetUtcNow(),
                },
                Parameters = BoundParameters.None with { Values = environment.Parameters.Values },
                Store = new MemoryRunStore(environment.FlowName, environment.TimeProvider.GetUtcNow()),
                Options = options,
                Stop = new(),
                Began = environment.TimeProvider.GetUtcNow(),
            };
            Run = new(new RunProgress(graph, options.LoggerFactory).Nodes[0], environment.MapIndex ?? TaskRun.NotAChild) { Attempts = environment.Attempt };
            Run.Restore(new(Guid.NewGuid().ToString(), graph.Nodes[0].Slug, environment.MapIndex, new Pending()));
            Context = new(flow, Run, new Carried(environment.LoopCount, environment.LoopResult, environment.IsResumed), environment.CancellationToken);
        }

        public TaskRun Run { get; }

        public TaskRunContext Context { get; }
    }
}
