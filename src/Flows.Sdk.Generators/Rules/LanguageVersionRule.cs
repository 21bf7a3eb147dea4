using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flows.Generators.Rules;

/// <summary>FLOW005: compilers before C# 13 cannot tell the overloads of a task apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageVersionRule() : Rule(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW005",
        "Tasks need C# 13 or later",
        "'{0}' is a task, and its overloads need C# 13 or later, but this project is compiled as C# {1}: remove LangVersion from it or raise it",
        "Flows.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW005"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known)
    {
        if (context.Compilation is not CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp13 } old) return;
        context.RegisterSymbolAction(
            c =>
            {
                if (known.IsTask(c.Symbol)) c.ReportDiagnostic(At(c.Symbol.Locations[0], c.Symbol.Name, old.LanguageVersion.ToDisplayString()));
            },
            SymbolKind.Method);
    }
}
