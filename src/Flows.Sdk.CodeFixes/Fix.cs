using System.Collections.Immutable;
using System.Threading.Tasks;
using Flows.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Flows.CodeFixes;

/// <summary>A fix that rewrites code around what a rule reports. It is offered only where it can be done.</summary>
/// <param name="id">The rule.</param>
/// <param name="title">What the fix does, as an editor offers it.</param>
public abstract class Fix(string id, string title) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        if (KnownTypes.Of(model.Compilation) is not { } known) return;
        foreach (var diagnostic in context.Diagnostics)
            if (Change(new(root, model, known, diagnostic)) is { } changed)
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: id),
                    diagnostic);
    }

    /// <summary>The file as it is to be; null where the fix does not apply.</summary>
    private protected abstract SyntaxNode? Change(Finding finding);
}

/// <summary>What a rule found, and where.</summary>
internal sealed record Finding(SyntaxNode Root, SemanticModel Model, KnownTypes Known, Diagnostic Diagnostic)
{
    /// <summary>The code that is reported.</summary>
    public SyntaxNode Node => Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
}
