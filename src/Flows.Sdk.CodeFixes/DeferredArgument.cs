using Flows.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>Puts a deferred value where a plain one was.</summary>
internal static class DeferredArgument
{
    /// <summary>Whether a deferred value can stand where an expression does: as the argument of a task, or on its own.</summary>
    public static bool Fits(Finding finding, ExpressionSyntax expression) => expression.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } =>
            finding.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && (finding.Known.IsTask(method) || KnownTypes.IsGenerated(method)),
        EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax => true,
        _ => false,
    };

    /// <summary>
    /// Replaces an expression by a deferred one. Where it is an argument of a task that is given the flow first, the flow is left out: the
    /// overload that takes it takes plain values only. Where it is the value of a variable, the variable gets its type.
    /// </summary>
    public static SyntaxNode Replace(Finding finding, ExpressionSyntax old, ExpressionSyntax deferred) => old.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: [var flow, ..], Parent: InvocationExpressionSyntax call } } own
            when flow != own && TakesFlow(finding, call) => finding.Root.ReplaceNode(call, WithoutFlow(call, own, deferred)),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: false, Variables.Count: 1 } declaration } } =>
            finding.Root.ReplaceNode(
                declaration,
                declaration.ReplaceNode(old, deferred).WithType(SyntaxFactory.IdentifierName("var").WithTriviaFrom(declaration.Type))),
        _ => finding.Root.ReplaceNode(old, deferred),
    };

    private static InvocationExpressionSyntax WithoutFlow(InvocationExpressionSyntax call, ArgumentSyntax own, ExpressionSyntax deferred)
    {
        var arguments = call.ArgumentList.Arguments;
        var changed = arguments.Replace(own, own.WithExpression(deferred)).RemoveAt(0);
        return call.WithArgumentList(call.ArgumentList.WithArguments(changed.Replace(changed[0], changed[0].WithLeadingTrivia(arguments[0].GetLeadingTrivia()))));
    }

    private static bool TakesFlow(Finding finding, InvocationExpressionSyntax call) =>
        finding.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Parameters: [var first, ..] } method
        && KnownTypes.IsGenerated(method)
        && (finding.Known.IsBuilder(first.Type) || first.Type.ToDisplayString() == "Flows.Binding.GraphInput");
}
