using System.Runtime.CompilerServices;
using Flows.States;

namespace Flows;

public static partial class TaskResultExtensions
{
    /// <summary>Sets <see cref="TaskOptions.RunName"/>: <c>Load(table).WithRunName("load-{table}")</c>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="template">The template.</param>
    public static TResult WithRunName<TResult>(this TResult result, string? template)
        where TResult : TaskResult => result.With(o => o with { RunName = template });

    /// <summary>Sets <see cref="TaskOptions.LogConsole"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="logConsole">Whether console output goes to the log as well.</param>
    public static TResult WithLogConsole<TResult>(this TResult result, bool logConsole = true)
        where TResult : TaskResult => result.With(o => o with { LogConsole = logConsole });

    /// <summary>
    /// Adds to <see cref="TaskOptions.StateHandlers"/>: the handler is told of each change of state before it is stored, and what it returns
    /// takes the place of the new state; null leaves it as it is. Its body may also be asynchronous, or yield nothing.
    /// </summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="handler">Is given the task run, its old state and its new one.</param>
    [OverloadResolutionPriority(1)]
    public static TResult OnState<TResult>(this TResult result, [TaskBody] Func<TaskState, State, State, State?> handler)
        where TResult : TaskResult => result.Handle(StateHandlers.From(handler));

    /// <inheritdoc cref="OnState{TResult}(TResult, Func{TaskState, State, State, State})"/>
    public static TResult OnState<TResult>(this TResult result, [TaskBody] Func<TaskState, State, State, Task<State?>> handler)
        where TResult : TaskResult => result.Handle(StateHandlers.From(handler));

    /// <inheritdoc cref="OnState{TResult}(TResult, Func{TaskState, State, State, State})"/>
    public static TResult OnState<TResult>(this TResult result, [TaskBody] Func<TaskState, State, State, Task> handler)
        where TResult : TaskResult => result.Handle(StateHandlers.From(handler));

    /// <inheritdoc cref="OnState{TResult}(TResult, Func{TaskState, State, State, State})"/>
    public static TResult OnState<TResult>(this TResult result, [TaskBody] Action<TaskState, State, State> handler)
        where TResult : TaskResult => result.Handle(StateHandlers.From(handler));

    /// <summary>Adds a handler that is told when an attempt fails, before its retry is decided; it may be asynchronous.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="handler">Is given the task run and its new state, which is <see cref="Failed"/> or a kind of it.</param>
    public static TResult OnFailure<TResult>(this TResult result, [TaskBody] Action<TaskState, Failed> handler)
        where TResult : TaskResult => result.Handle(StateHandlers.OnFailure(handler));

    /// <inheritdoc cref="OnFailure{TResult}(TResult, Action{TaskState, Failed})"/>
    public static TResult OnFailure<TResult>(this TResult result, [TaskBody] Func<TaskState, Failed, Task> handler)
        where TResult : TaskResult => result.Handle(StateHandlers.OnFailure(handler));

    private static TResult Handle<TResult>(this TResult result, StateHandler<TaskState> handler)
        where TResult : TaskResult => result.With(o => o with { StateHandlers = [.. o.StateHandlers, handler] });
}
