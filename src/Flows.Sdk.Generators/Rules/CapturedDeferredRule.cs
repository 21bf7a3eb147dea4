using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>FLOW004: a deferred value that a task's body captures has no value there; it must be an argument.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapturedDeferredRule() : Rule(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW004",
        "A deferred value is captured by the body of a task",
        "'{0}' is captured by the body of a task, where it has no value: make it an argument of the task, as in (a, {0}).Then(...)",
        "Flows.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW004"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known) => context.RegisterOperationAction(
        c =>
        {
            if (!known.IsDeferred(c.Operation.Type) || AuthoringScope.TaskBodyAround(c.Operation, known) is not { } body) return;
            ISymbol symbol = c.Operation is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)c.Operation).Parameter;
            if (!body.Syntax.Span.Contains(symbol.Locations[0].SourceSpan)) c.ReportDiagnostic(At(c.Operation.Syntax.GetLocation(), symbol.Name));
        },
        OperationKind.LocalReference,
        OperationKind.ParameterReference);
}
