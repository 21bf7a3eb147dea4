using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Text;
using Flows.Binding;
using Flows.Engine;
using Flows.Graph;
using Flows.States;

namespace Flows;

/// <summary>How a flow run ended, with the state and result of each of its tasks.</summary>
public sealed partial class FlowState
{
    private readonly FlowGraph graph;
    private readonly NodeRun[] nodes;

    internal FlowState(FlowGraph graph, FlowRunFacts facts, BoundParameters parameters, NodeRun[] nodes, TimeSpan duration)
    {
        (this.graph, this.nodes) = (graph, nodes);
        (FlowRunId, FlowRunName, State, Parameters, Duration) = (facts.Id, facts.Name, facts.State, parameters.Values, duration);
    }

    /// <summary>Takes the secrets that the run has read out of what is shown of it.</summary>
    internal SecretRedactor Redactor { get; init; } = new();

    /// <summary>The flow's name.</summary>
    public string FlowName => graph.Name;

    /// <summary>The flow run's id: the server's, or a new one at the desk.</summary>
    public string FlowRunId { get; }

    /// <summary>The flow run's name.</summary>
    public string FlowRunName { get; }

    /// <summary>The parameters of the run, defaults included.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; }

    /// <summary>
    /// The state of the flow run. Running means that a task waits for a retry so far ahead that a later process goes on with the run;
    /// that happens only on a server.
    /// </summary>
    public State State { get; }

    /// <summary>How long the run took in this process.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether the run ended well.</summary>
    public bool IsSuccessful => State.IsSuccessful;

    /// <summary>Whether the run ended badly.</summary>
    public bool IsFailed => State.IsFailed;

    /// <summary>All tasks in the order in which the flow was written; the children of mapped tasks are in those.</summary>
    public IReadOnlyList<TaskState> Tasks => Array.ConvertAll(nodes, static n => new TaskState(n.Own));

    /// <summary>How many results of all tasks came after they had been given up, by a timeout or the end of the run; they were dropped. It may still grow after the run.</summary>
    public int LateResults => nodes.Sum(static n => (n.Own.RecordIfAny?.LateResults ?? 0) + (n.Map?.Children.Sum(static c => c.RecordIfAny?.LateResults ?? 0) ?? 0));

    /// <summary>The state of one task.</summary>
    /// <param name="task">The handle of its call.</param>
    /// <exception cref="ArgumentException">The handle belongs to another flow.</exception>
    [SuppressMessage("Design", "CA1043", Justification = "A handle is the name of a task; text would not be checked by the compiler.")]
    public TaskState this[IDeferred task]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(task);
            return ReferenceEquals(task.Node.Graph, graph.Id) ? new(nodes[task.Node.Index].Own)
                : throw new ArgumentException($"The handle belongs to flow '{task.Node.Graph.FlowName}' (another definition of it, if the name is the same), and this is a run of flow '{graph.Name}'.");
        }
    }

    /// <summary>The result of one task; of a mapped task, the results of all its children.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The handle of its call.</param>
    /// <returns>The result. Whatever the task threw is thrown again, with its own stack trace.</returns>
    /// <exception cref="ArgumentException">The handle belongs to another flow.</exception>
    /// <exception cref="InvalidOperationException">The task has no result, since it was skipped or did not run.</exception>
    public T Result<T>(IDeferred<T> task)
    {
        var state = this[task];
        if (state.Exception is { } exception) ExceptionDispatchInfo.Throw(exception);
        return state.Failure is null && Value(task, state) is T value ? value
            : state.Failure is null && (default(T) is null or Unit) ? default!
            : throw new InvalidOperationException($"Task '{state.Name}' has no result: it is {(state.Failure ?? state.State).Type} ({(state.Failure ?? state.State).Message}).");
    }

    private static object? Value(IDeferred task, TaskState state) => task.Flatten is { } flatten ? flatten(state.Value) : state.Value;

    /// <summary>The run in lines: the flow's state, then each task's.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() =>
        Tasks.Aggregate(new StringBuilder().Append(FlowName).Append(": ").Append(State.Type).Append(" (").Append(State.Message).Append(')'),
            static (text, task) => text.Append("\n  ").Append(task)).ToString();
}
