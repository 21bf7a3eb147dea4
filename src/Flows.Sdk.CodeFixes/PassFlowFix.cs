using System.Composition;
using System.Linq;
using Flows.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>FLOW003: passes the flow first, so that the call becomes part of it.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassFlowFix))]
public sealed class PassFlowFix() : Fix("FLOW003", "Pass the flow first, so that the task is called when it runs")
{
    private protected override SyntaxNode? Change(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) return null;
        if (!finding.Diagnostic.Properties.TryGetValue(PlainCallRule.Flow, out var flow) || !IsInScope(finding, call, flow!)) return null;
        // Called as an extension, the task takes its first argument from the left.
        if (finding.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ReducedFrom: null }) return null;
        var given = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(flow!));
        var arguments = call.ArgumentList.Arguments;
        var separators = arguments.GetSeparators();
        var changed = call.WithArgumentList(call.ArgumentList.WithArguments(arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(given)
            : SyntaxFactory.SeparatedList([given, .. arguments], [Comma(), .. separators])));
        return DeferredArgument.Replace(finding, call, changed);
    }

    private static bool IsInScope(Finding finding, SyntaxNode call, string flow) =>
        finding.Model.LookupSymbols(call.SpanStart, name: flow).Any(s => finding.Known.IsBuilder(s switch
        {
            IParameterSymbol parameter => parameter.Type,
            ILocalSymbol local => local.Type,
            _ => null,
        }));

    private static SyntaxToken Comma() => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
}
