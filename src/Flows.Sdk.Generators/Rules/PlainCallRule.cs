using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>FLOW003: a task that is called plainly while a flow is written runs at once, and is not in the flow.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlainCallRule() : Rule(Descriptor)
{
    /// <summary>The property of a finding that names the flow at that place.</summary>
    internal const string Flow = "flow";

    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW003",
        "A task is called plainly while a flow is written",
        "'{0}' would run right here, while the flow is written: give it a deferred value, or the flow first, as in {0}({1})",
        "Flows.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW003"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known) => context.RegisterOperationAction(
        c =>
        {
            var call = (IInvocationOperation)c.Operation;
            if (!known.IsTask(call.TargetMethod) || AuthoringScope.FlowAt(call, c.ContainingSymbol, known) is not { } flow) return;
            var example = call.TargetMethod.Parameters.Any() ? flow + ", ..." : flow;
            c.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                call.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(Flow, flow),
                call.TargetMethod.Name,
                example));
        },
        OperationKind.Invocation);
}
