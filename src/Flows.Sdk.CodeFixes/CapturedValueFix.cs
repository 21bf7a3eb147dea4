using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>FLOW004: makes the captured value an argument of the task that is written in place.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CapturedValueFix))]
public sealed class CapturedValueFix() : Fix("FLOW004", "Make the value an argument of the task")
{
    /// <summary>So many values are taken by <c>Then</c>.</summary>
    private const int MaxValues = 4;

    private protected override SyntaxNode? Change(Finding finding)
    {
        if (finding.Node is not IdentifierNameSyntax captured || !DeferredText.HasThen(finding.Model, captured)) return null;
        var call = captured.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => IsThen(finding, c));
        if (call is not { Expression: MemberAccessExpressionSyntax then, ArgumentList.Arguments: [var task, { Expression: LambdaExpressionSyntax body }] }) return null;
        var sources = then.Expression is TupleExpressionSyntax tuple ? [.. tuple.Arguments.Select(a => a.ToString())] : new[] { then.Expression.ToString() };
        if (sources.Length == MaxValues || Parameters(body) is not { } parameters || parameters.Length < sources.Length) return null;

        var name = ValueNames.For(finding.Model, captured.SpanStart, [captured.Identifier.Text])[captured.Identifier.Text];
        var symbol = finding.Model.GetSymbolInfo(captured).Symbol;
        var uses = body.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(i => i.Identifier.Text == captured.Identifier.Text && SymbolEqualityComparer.Default.Equals(finding.Model.GetSymbolInfo(i).Symbol, symbol));
        var replaced = body.Body.ReplaceNodes(uses, (old, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(old));
        // The values come first; the run's context may follow.
        var names = parameters.Take(sources.Length).Append(name).Concat(parameters.Skip(sources.Length));
        var modifiers = string.Concat(body.Modifiers.Select(m => m.Text + " "));
        var text = $"({string.Join(", ", sources)}, {captured.Identifier.Text}).{then.Name}({task}, {modifiers}({string.Join(", ", names)}) => {replaced.ToFullString()})";
        return finding.Root.ReplaceNode(call, SyntaxFactory.ParseExpression(text).WithTriviaFrom(call));
    }

    private static bool IsThen(Finding finding, InvocationExpressionSyntax call) =>
        finding.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Then", ContainingType: var type } && type.ToDisplayString() == "Flows.DeferredExtensions";

    /// <summary>The names of a lambda's parameters; null where they have types, which would have to be written for the new one too.</summary>
    private static string[]? Parameters(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.Text],
        ParenthesizedLambdaExpressionSyntax list when list.ParameterList.Parameters.All(p => p.Type is null) =>
            [.. list.ParameterList.Parameters.Select(p => p.Identifier.Text)],
        _ => null,
    };
}
