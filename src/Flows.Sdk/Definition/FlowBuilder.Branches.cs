using Flows.Binding;
using Flows.ControlFlow;

namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// Runs one of two branches. The tasks that the lambdas call are skipped unless the condition is theirs; those that take a value from
    /// another task of their branch follow that one.
    /// </summary>
    /// <typeparam name="T">What both branches yield.</typeparam>
    /// <param name="condition">Which branch runs.</param>
    /// <param name="then">Calls the tasks of the branch for true.</param>
    /// <param name="otherwise">Calls the tasks of the branch for false.</param>
    /// <returns>What the branch that ran yields.</returns>
    /// <exception cref="FlowDefinitionException">A branch returns null, or a handle is of another flow.</exception>
    public TaskResult<T> If<T>(IDeferred<bool> condition, [Authoring] Func<IDeferred<T>> then, [Authoring] Func<IDeferred<T>> otherwise) =>
        Switch(condition).Case(true, then).Case(false, otherwise).Merge();

    /// <summary>Runs one of two branches, of which nothing is taken; or one, or none.</summary>
    /// <param name="condition">Which branch runs.</param>
    /// <param name="then">Calls the tasks of the branch for true.</param>
    /// <param name="otherwise">Calls the tasks of the branch for false. <value>The default is null: there is none.</value></param>
    /// <exception cref="FlowDefinitionException">A handle is of another flow.</exception>
    public void If(IDeferred<bool> condition, [Authoring] Action then, [Authoring] Action? otherwise = null)
    {
        var branches = Switch(condition).Case(true, then);
        if (otherwise is not null) branches.Case(false, otherwise);
    }

    /// <summary>Runs the branch that is for a value: <c>f.Switch(language).Case("it", () => Greet(name, "Ciao")).Default(() => Greet(name)).Merge()</c>.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="value">Which branch runs.</param>
    /// <returns>What takes the branches.</returns>
    public SwitchBlock<TValue> Switch<TValue>(IDeferred<TValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(new SwitchCases<TValue>(graph, value));
    }

    /// <summary>Runs a branch only when a value is what the branch is for. The results of several such branches go together by <see cref="Merge"/>.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <typeparam name="T">What the branch yields.</typeparam>
    /// <param name="value">Whether the branch runs.</param>
    /// <param name="expected">The value that it is for.</param>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <returns>What the branch yields; a task that takes it is skipped with the branch.</returns>
    /// <exception cref="FlowDefinitionException">The branch returns null, or a handle is of another flow.</exception>
    public TaskResult<T> Case<TValue, T>(IDeferred<TValue> value, TValue expected, [Authoring] Func<IDeferred<T>> then)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Branch.Record(graph, then, () => CompareValue.OfCase(graph, value, expected));
    }

    /// <summary>Runs a branch, of which nothing is taken, only when a value is what the branch is for.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="value">Whether the branch runs.</param>
    /// <param name="expected">The value that it is for.</param>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <exception cref="FlowDefinitionException">A handle is of another flow.</exception>
    public void Case<TValue>(IDeferred<TValue> value, TValue expected, [Authoring] Action then)
    {
        ArgumentNullException.ThrowIfNull(value);
        Branch.Record(graph, then, () => CompareValue.OfCase(graph, value, expected));
    }

    /// <summary>
    /// The first value that is there, of branches of which all but one are skipped. It is skipped itself when all are, and fails when one
    /// failed.
    /// </summary>
    /// <typeparam name="T">What the branches yield.</typeparam>
    /// <param name="branches">The results of the branches.</param>
    /// <returns>What the branch that ran yields.</returns>
    /// <exception cref="FlowDefinitionException">There is none, or a handle is of another flow.</exception>
    public TaskResult<T> Merge<T>(params IDeferred<T>[] branches) => ControlFlow.Merge.Record(graph, branches);
}
