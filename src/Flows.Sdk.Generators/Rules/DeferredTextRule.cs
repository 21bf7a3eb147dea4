using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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
            foreach (var part in TextParts.Of(c.Operation))
                if (known.IsDeferred(part.Type))
                    c.ReportDiagnostic(At(part.Syntax.GetLocation(), part.Syntax.ToString()));
        },
        OperationKind.Interpolation,
        OperationKind.InterpolatedStringAppendFormatted,
        OperationKind.Binary,
        OperationKind.CompoundAssignment,
        OperationKind.Invocation);
}
