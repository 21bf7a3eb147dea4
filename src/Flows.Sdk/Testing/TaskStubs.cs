using Flows.Binding;

namespace Flows.Testing;

/// <summary>
/// What stands in for tasks in a test: <c>new TaskStubs().Return(load, rows).DoNothing("Save")</c>. The rest of the flow runs as it is,
/// triggers, retries and timeouts of a stubbed task included; its caches and targets are not asked.
/// </summary>
/// <remarks>A name stands for all calls of tasks with that name, a slug or handle for one call. Of two stubs for one call the later holds.</remarks>
public sealed class TaskStubs
{
    private readonly List<Stub> stubs = [];

    internal IReadOnlyList<Stub> All => stubs;

    /// <summary>The task yields a value. A mapped task yields the whole list, and has no children then.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="task">The handle of the call.</param>
    /// <param name="value">What it yields.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs Return<T>(IDeferred<T> task, T value) => Add(task, new Stub.Of(value, Whole: true));

    /// <summary>The task yields a value; each child of a mapped task does.</summary>
    /// <param name="task">The task's name or slug.</param>
    /// <param name="value">What it yields: of the type that the task yields, or a value that stands for one, such as 1 for a long.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs Return(string task, object? value) => Add(task, new Stub.Of(value, Whole: false));

    /// <summary>A function runs in place of the task.</summary>
    /// <typeparam name="T">What the task yields.</typeparam>
    /// <param name="task">The handle of the call, which must not be a mapped one; see <see cref="RunEach{T}(MappedResult{T}, Func{StubCall, T})"/>.</param>
    /// <param name="body">Is given the arguments. It may throw, signals included.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs Run<T>(IDeferred<T> task, Func<StubCall, T> body) => Add(Single(task), new Stub.By(call => new(body(call))));

    /// <inheritdoc cref="Run{T}(IDeferred{T}, Func{StubCall, T})"/>
    public TaskStubs Run<T>(IDeferred<T> task, Func<StubCall, Task<T>> body) => Add(Single(task), new Stub.By(async call => await body(call).ConfigureAwait(false)));

    /// <summary>A function runs in place of each child of a mapped task.</summary>
    /// <typeparam name="T">What one child yields.</typeparam>
    /// <param name="task">The handle of the call.</param>
    /// <param name="body">Is given the arguments of the child. It may throw, signals included.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs RunEach<T>(MappedResult<T> task, Func<StubCall, T> body) => Add(task, new Stub.By(call => new(body(call))));

    /// <inheritdoc cref="RunEach{T}(MappedResult{T}, Func{StubCall, T})"/>
    public TaskStubs RunEach<T>(MappedResult<T> task, Func<StubCall, Task<T>> body) => Add(task, new Stub.By(async call => await body(call).ConfigureAwait(false)));

    /// <summary>A function runs in place of the task, or of each child of a mapped one.</summary>
    /// <param name="task">The task's name or slug.</param>
    /// <param name="body">Is given the arguments. It may throw, signals included.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs Run(string task, Func<StubCall, object?> body) => Add(task, new Stub.By(call => new(body(call))));

    /// <summary>The task throws, or each child of a mapped one does.</summary>
    /// <param name="task">The handle of the call.</param>
    /// <param name="exception">What it throws; a <see cref="FlowSignal"/> ends it as the signal says.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs Throw(IDeferred task, Exception exception) => Add(task, new Stub.By(_ => throw exception));

    /// <inheritdoc cref="Throw(IDeferred, Exception)"/>
    /// <param name="task">The task's name or slug.</param>
    /// <param name="exception">What it throws.</param>
    public TaskStubs Throw(string task, Exception exception) => Add(task, new Stub.By(_ => throw exception));

    /// <summary>The task, which yields nothing, does nothing.</summary>
    /// <param name="task">The handle of the call.</param>
    /// <returns>These stubs.</returns>
    public TaskStubs DoNothing(IDeferred task) => Add(task, new Stub.OfNothing());

    /// <inheritdoc cref="DoNothing(IDeferred)"/>
    /// <param name="task">The task's name or slug.</param>
    public TaskStubs DoNothing(string task) => Add(task, new Stub.OfNothing());

    private TaskStubs Add(IDeferred task, Stub stub)
    {
        ArgumentNullException.ThrowIfNull(task);
        stubs.Add(stub with { Task = task.Node });
        return this;
    }

    private TaskStubs Add(string task, Stub stub)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(task);
        stubs.Add(stub with { Name = task });
        return this;
    }

    /// <summary>A mapped handle is one of a list, which the compiler takes for what a function might yield.</summary>
    private static IDeferred<T> Single<T>(IDeferred<T> task) =>
        task?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(MappedResult<>)
            ? throw new ArgumentException($"{task.Node.Graph.Describe(task.Node)} is mapped: use RunEach, whose function runs for each of its children.", nameof(task))
            : task!;
}
