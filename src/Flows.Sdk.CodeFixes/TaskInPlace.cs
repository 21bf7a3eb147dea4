using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>Writes <c>(a, b).Then("name", (x, y) => body)</c>.</summary>
internal static class TaskInPlace
{
    public static ExpressionSyntax Of(IReadOnlyList<string> values, IReadOnlyList<string> names, string task, ExpressionSyntax body) =>
        SyntaxFactory.ParseExpression($"{Listed(values)}.Then(\"{task}\", {Listed(names)} => {body.ToFullString()})");

    private static string Listed(IReadOnlyList<string> items) => items.Count == 1 ? items[0] : $"({string.Join(", ", items)})";
}
