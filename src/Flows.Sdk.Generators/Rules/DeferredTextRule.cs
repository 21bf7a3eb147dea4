using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>FLOW006: text that is made while a flow is written cannot hold a value that exists only once it runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeferredTextRule() : Rule(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW006",
        "A deferred value is put into a string",
        "'{0}' has no value yet when this text is made: make the text in a task, as in {0}.Then(\"text\", value => ...)",
        "Flows.Authoring",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW006"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known) => context.RegisterOperationAction(
        c =>
        {
            foreach (var part in Parts(c.Operation))
                if (part is { } operand && known.IsDeferred(operand.Type))
                    c.ReportDiagnostic(At(operand.Syntax.GetLocation(), operand.Syntax.ToString()));
        },
        OperationKind.Interpolation,
        OperationKind.Binary,
        OperationKind.Invocation);

    /// <summary>What an operation makes text of, before it is converted to an object.</summary>
    private static IEnumerable<IOperation?> Parts(IOperation operation)
    {
        switch (operation)
        {
            case IInterpolationOperation hole:
                yield return Unconverted(hole.Expression);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                yield return Unconverted(sum.LeftOperand);
                yield return Unconverted(sum.RightOperand);
                break;
            case IInvocationOperation { TargetMethod: { Name: nameof(ToString), Parameters.IsEmpty: true } } call:
                yield return Unconverted(call.Instance);
                break;
        }
    }

    private static IOperation? Unconverted(IOperation? operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }
}
