using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flows.Generators.Rules;

/// <summary>FLOW001: overloads can only be added to partial types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartialTypeRule() : Rule(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW001",
        "The types around a task must be partial",
        "'{0}' holds a task: declare it partial, so that overloads which take deferred values can be added",
        "Flows.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW001"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known) => context.RegisterSymbolAction(
        c =>
        {
            var type = (INamedTypeSymbol)c.Symbol;
            if (!HoldsTask(type, known)) return;
            foreach (var reference in type.DeclaringSyntaxReferences)
                if (reference.GetSyntax(c.CancellationToken) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                    c.ReportDiagnostic(At(declaration.Identifier.GetLocation(), type.Name));
        },
        SymbolKind.NamedType);

    private static bool HoldsTask(INamedTypeSymbol type, KnownTypes known) =>
        type.GetMembers().Any(m => m is IMethodSymbol && known.IsTask(m)) || type.GetTypeMembers().Any(t => HoldsTask(t, known));
}
