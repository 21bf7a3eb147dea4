using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>FLOW002: a task's arguments and result must be values that can be kept, and its overloads must be its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskSignatureRule() : Rule(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW002",
        "The method cannot be a task",
        "'{0}' cannot be a task: {1}",
        "Flows.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW002"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known)
    {
        context.RegisterSymbolAction(c => { if (Check((IMethodSymbol)c.Symbol, known) is { } found) c.ReportDiagnostic(found); }, SymbolKind.Method);
        context.RegisterOperationAction(
            c => { if (Check(((ILocalFunctionOperation)c.Operation).Symbol, known) is { } found) c.ReportDiagnostic(found); },
            OperationKind.LocalFunction);
        context.RegisterOperationAction(
            c => { if (Check(((IAnonymousFunctionOperation)c.Operation).Symbol, known) is { } found) c.ReportDiagnostic(found); },
            OperationKind.AnonymousFunction);
    }

    private Diagnostic? Check(IMethodSymbol method, KnownTypes known) =>
        known.IsTask(method) && TaskSignature.Refuse(method, known) is { } reason ? At(method.Locations[0], NameOf(method), reason) : null;

    private static string NameOf(IMethodSymbol method) =>
        method.MethodKind == MethodKind.AnonymousFunction ? "the lambda" : method.AssociatedSymbol?.Name ?? method.Name;
}
