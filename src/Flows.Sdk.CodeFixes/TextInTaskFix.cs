using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>FLOW006: makes the text in a task that takes its values.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TextInTaskFix))]
public sealed class TextInTaskFix() : Fix("FLOW006", "Make the text in a task")
{
    /// <summary>So many values are taken by <c>Then</c>.</summary>
    private const int MaxValues = 4;

    private protected override SyntaxNode? Change(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } part || DeferredText.Around(finding.Model, part) is not { } text) return null;
        if (!DeferredArgument.Fits(finding, text)) return null;
        var parts = DeferredText.Parts(finding, text).ToList();
        var values = parts.Select(p => p.ToString()).Distinct().ToList();
        if (values.Count is 0 or > MaxValues || parts.Any(p => !DeferredText.HasThen(finding.Model, p))) return null;
        var names = ValueNames.For(finding.Model, text.SpanStart, values);
        var body = text.ReplaceNodes(parts, (old, _) => SyntaxFactory.IdentifierName(names[old.ToString()]).WithTriviaFrom(old)).WithoutTrivia();
        return DeferredArgument.Replace(finding, text, TaskInPlace.Of(values, [.. values.Select(v => names[v])], "text", body).WithTriviaFrom(text));
    }
}
