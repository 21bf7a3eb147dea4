using System.Collections.Generic;
using System.Linq;
using Flows.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>Text that is made of deferred values.</summary>
internal static class DeferredText
{
    /// <summary>The whole text that a value is put into; null where it is not an expression of its own, as at a <c>StringBuilder</c>.</summary>
    public static ExpressionSyntax? Around(SemanticModel model, ExpressionSyntax part)
    {
        ExpressionSyntax? text = null;
        for (SyntaxNode? node = part.Parent; node is not null and not StatementSyntax and not LambdaExpressionSyntax; node = node.Parent)
            if (node is ExpressionSyntax expression && IsText(model, expression)) text = expression;
            else if (node is not (InterpolationSyntax or ArgumentSyntax or ArgumentListSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax)) break;
        return text;
    }

    /// <summary>The deferred values in a text.</summary>
    public static IEnumerable<ExpressionSyntax> Parts(Finding finding, ExpressionSyntax text) => text.DescendantNodesAndSelf()
        .Select(n => finding.Model.GetOperation(n))
        .Where(o => o is not null)
        .SelectMany(o => TextParts.Of(o!))
        .Where(o => finding.Known.IsDeferred(o.Type))
        .Select(o => o.Syntax)
        .OfType<ExpressionSyntax>()
        .Distinct();

    /// <summary>Whether <c>Then</c> is there for a value: an element that is mapped over has none.</summary>
    public static bool HasThen(SemanticModel model, ExpressionSyntax value) =>
        model.GetTypeInfo(value).Type is { } type
        && type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : []).Any(i => i.OriginalDefinition.ToDisplayString() == "Flows.Binding.IDeferred<T>");

    private static bool IsText(SemanticModel model, ExpressionSyntax expression) =>
        expression is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }
            or InvocationExpressionSyntax or ParenthesizedExpressionSyntax
        && model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String
        && (expression is not InvocationExpressionSyntax || model.GetOperation(expression) is { } call && TextParts.Of(call).Any());
}
