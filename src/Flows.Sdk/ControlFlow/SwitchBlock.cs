using Flows.Binding;
using Flows.ControlFlow;

namespace Flows;

/// <summary>Takes the branches of a switch; see <see cref="FlowBuilder.Switch"/>. Without a branch for a value nothing runs for it.</summary>
/// <typeparam name="TValue">The type of the value.</typeparam>
public sealed class SwitchBlock<TValue>
{
    private readonly SwitchCases<TValue> cases;

    internal SwitchBlock(SwitchCases<TValue> cases) => this.cases = cases;

    /// <summary>The branch for a value, of which nothing is taken.</summary>
    /// <param name="value">The value.</param>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <returns>The same switch.</returns>
    /// <exception cref="FlowDefinitionException">There is a branch for the value, or the default was written before.</exception>
    public SwitchBlock<TValue> Case(TValue value, [Authoring] Action then)
    {
        cases.Case(value, then);
        return this;
    }

    /// <summary>The branch for a value.</summary>
    /// <typeparam name="T">What all branches yield.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <returns>The switch, to take more branches and to be merged.</returns>
    /// <exception cref="FlowDefinitionException">There is a branch for the value, or the branch returns null.</exception>
    public SwitchBlock<TValue, T> Case<T>(TValue value, [Authoring] Func<IDeferred<T>> then) => new SwitchBlock<TValue, T>(cases).Case(value, then);

    /// <summary>The branch for all values that have none, of which nothing is taken. It comes last.</summary>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <exception cref="FlowDefinitionException">There is a default.</exception>
    public void Default([Authoring] Action then) => cases.Default(then);
}

/// <summary>Takes the branches of a switch, which all yield a <typeparamref name="T"/>.</summary>
/// <typeparam name="TValue">The type of the value.</typeparam>
/// <typeparam name="T">What the branches yield.</typeparam>
public sealed class SwitchBlock<TValue, T>
{
    private readonly SwitchCases<TValue> cases;
    private readonly List<TaskResult<T>> results = [];

    internal SwitchBlock(SwitchCases<TValue> cases) => this.cases = cases;

    /// <summary>The branch for a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <returns>The same switch.</returns>
    /// <exception cref="FlowDefinitionException">There is a branch for the value, the default was written before, or the branch returns null.</exception>
    public SwitchBlock<TValue, T> Case(TValue value, [Authoring] Func<IDeferred<T>> then)
    {
        results.Add(cases.Case(value, then));
        return this;
    }

    /// <summary>The branch for all values that have none. It comes last.</summary>
    /// <param name="then">Calls the tasks of the branch.</param>
    /// <returns>The same switch.</returns>
    /// <exception cref="FlowDefinitionException">There is a default, or the branch returns null.</exception>
    public SwitchBlock<TValue, T> Default([Authoring] Func<IDeferred<T>> then)
    {
        results.Add(cases.Default(then));
        return this;
    }

    /// <summary>What the branch that ran yields; skipped when none ran.</summary>
    /// <returns>A handle that tasks take as an argument.</returns>
    public TaskResult<T> Merge() => cases.Merge(results);
}
