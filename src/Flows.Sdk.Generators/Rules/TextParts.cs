using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>What an operation makes text of.</summary>
internal static class TextParts
{
    /// <summary>Methods that turn objects into text, by their types.</summary>
    private static readonly Dictionary<string, HashSet<string>> Makers = new()
    {
        ["string"] = ["Format", "Concat", "Join"],
        ["System.Text.StringBuilder"] = ["Append", "AppendFormat", "AppendJoin", "Insert"],
        ["System.Convert"] = ["ToString"],
        ["System.Console"] = ["Write", "WriteLine"],
    };

    /// <summary>The values that become text, before they are converted to objects.</summary>
    public static IEnumerable<IOperation> Of(IOperation operation) => (operation switch
    {
        IInterpolationOperation hole => [hole.Expression],
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var value, ..] } } => [value.Value],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => [sum.LeftOperand, sum.RightOperand],
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => [sum.Value],
        IInvocationOperation { TargetMethod: { Name: nameof(ToString), Parameters.IsEmpty: true }, Instance: { } instance } => [instance],
        IInvocationOperation call when IsMaker(call.TargetMethod) => call.Arguments.SelectMany(Values),
        _ => Enumerable.Empty<IOperation>(),
    }).Select(Unconverted);

    private static bool IsMaker(IMethodSymbol method) =>
        Makers.TryGetValue(method.ContainingType.ToDisplayString(), out var names) && names.Contains(method.Name);

    /// <summary>An argument, or each element of a list of arguments.</summary>
    private static IEnumerable<IOperation> Values(IArgumentOperation argument) => Unconverted(argument.Value) switch
    {
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues,
        ICollectionExpressionOperation list => list.Elements,
        var value => [value],
    };

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }
}
