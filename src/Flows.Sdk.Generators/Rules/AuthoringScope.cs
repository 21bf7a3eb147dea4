using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>Tells code that runs while a flow is written from code that runs when it runs. Attributes on delegate parameters say which is which.</summary>
internal static class AuthoringScope
{
    /// <summary>How the flow is called where an operation runs while a flow is written; null where it does not.</summary>
    public static string? FlowAt(IOperation operation, ISymbol containing, KnownTypes known)
    {
        var isAuthoring = false;
        foreach (var function in Functions(operation))
        {
            if (function.Given is { } parameter && known.IsTaskBody(parameter)) return null;
            if (Builder(function.Symbol, known) is { } flow) return flow;
            isAuthoring |= function.Given is { } given && known.IsAuthoring(given);
        }

        return (containing is IMethodSymbol method ? Builder(method, known) : null) ?? (isAuthoring ? "flow" : null);
    }

    /// <summary>The body of a task around an operation, the outermost one; null when there is none.</summary>
    public static IOperation? TaskBodyAround(IOperation operation, KnownTypes known) =>
        Functions(operation).LastOrDefault(f => f.Given is { } parameter && known.IsTaskBody(parameter)).Operation;

    /// <summary>The lambdas and local functions around an operation, from the inside out, and the parameters that they are given to.</summary>
    private static IEnumerable<(IOperation Operation, IMethodSymbol Symbol, IParameterSymbol? Given)> Functions(IOperation operation)
    {
        for (var o = operation.Parent; o is not null; o = o.Parent)
            if (o is IAnonymousFunctionOperation lambda) yield return (lambda, lambda.Symbol, GivenTo(lambda));
            else if (o is ILocalFunctionOperation local) yield return (local, local.Symbol, null);
    }

    private static IParameterSymbol? GivenTo(IAnonymousFunctionOperation lambda)
    {
        var o = lambda.Parent;
        while (o is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation) o = o.Parent;
        return (o as IArgumentOperation)?.Parameter;
    }

    private static string? Builder(IMethodSymbol method, KnownTypes known) => method.Parameters.FirstOrDefault(p => known.IsBuilder(p.Type))?.Name;
}
