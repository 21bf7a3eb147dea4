using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.CodeFixes;

/// <summary>FLOW001: declares the type partial.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
public sealed class MakePartialFix() : Fix("FLOW001", "Declare the type partial")
{
    private protected override SyntaxNode? Change(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        // The comment above a type without modifiers belongs to its keyword.
        var changed = type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : ((TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia())).AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
        return finding.Root.ReplaceNode(type, changed);
    }
}
