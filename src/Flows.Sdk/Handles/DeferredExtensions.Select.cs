using System.Runtime.CompilerServices;
using Flows.Binding;
using Flows.Collections;

namespace Flows;

public static partial class DeferredExtensions
{
    /// <summary>A member of a value: <c>report.Select(r => r.Total)</c>, or an element of a list or a tuple.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TOut">The type of the member.</typeparam>
    /// <param name="source">The value.</param>
    /// <param name="member">Takes the member when the flow runs.</param>
    /// <param name="name">The task's name. <value>The default is made of the source's name and the member: <c>report.Total</c>.</value></param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <returns>A handle of the member.</returns>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public static TaskResult<TOut> Select<T, TOut>(
        this IDeferred<T> source, [TaskBody] Func<T, TOut> member, string? name = null, [CallerArgumentExpression(nameof(member))] string? expression = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(Define(source, member, name, expression).Call(Argument.From(source)));
    }

    /// <summary>The same member of what each child of a mapped call yields.</summary>
    /// <typeparam name="T">What one child yields.</typeparam>
    /// <typeparam name="TOut">The type of the member.</typeparam>
    /// <param name="source">The mapped call.</param>
    /// <param name="member">Takes the member when the flow runs, once for each child.</param>
    /// <param name="name">The task's name. <value>The default is made of the source's name and the member: <c>report.Total</c>.</value></param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <returns>A handle of the mapped call that yields the members.</returns>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public static MappedResult<TOut> Select<T, TOut>(
        this MappedResult<T> source, [TaskBody] Func<T, TOut> member, string? name = null, [CallerArgumentExpression(nameof(member))] string? expression = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(Define(source, member, name, expression).Map(Argument.From(source.Each())));
    }

    private static TaskDefinition<TOut> Define<T, TOut>(IDeferred source, Func<T, TOut> member, string? name, string? expression)
    {
        ArgumentNullException.ThrowIfNull(member);
        var (derived, isMember) = MemberName.Of(source.Node.Graph.NameOf(source.Node), expression);
        return new(new() { Name = name ?? derived }, [new("task_result", typeof(T), Required: true)], a => new(member(a.Get<T>(0))))
        {
            Kind = isMember ? NodeKind.GetItem : NodeKind.Task,
        };
    }
}
