using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flows.Generators.Rules;

/// <summary>A rule for code that writes flows. It looks at hand-written code of compilations that reference Flows.Sdk.</summary>
public abstract class Rule : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor descriptor;

    private protected Rule(DiagnosticDescriptor descriptor)
    {
        this.descriptor = descriptor;
        SupportedDiagnostics = [descriptor];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } known) Register(start, known);
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext context, KnownTypes known);

    private protected Diagnostic At(Location location, params object[] arguments) => Diagnostic.Create(descriptor, location, arguments);

    /// <summary>The page of a rule, relative to the root of the repository.</summary>
    private protected static string Page(string id) => $"docs/rules/{id}.md";
}
