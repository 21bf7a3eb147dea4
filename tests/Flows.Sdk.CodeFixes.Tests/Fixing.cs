using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Flows.CodeFixes;
using Flows.Generators.Rules;
using Flows.Generators.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Flows.Sdk.CodeFixes.Tests;

/// <summary>Code with one finding of a rule, as an editor fixes it.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
/// <typeparam name="TFix">The fix.</typeparam>
internal static class Fixing<TRule, TFix>
    where TRule : Rule, new()
    where TFix : Fix, new()
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Text;
        global using Flows;

        """;

    /// <summary>Asserts what the first finding's fix makes of the code, and that the rule then has one finding less.</summary>
    public static async Task VerifyAsync(string source, string expected)
    {
        var (document, findings) = await FindAsync(source);
        findings.ShouldNotBeEmpty();
        var action = (await ActionsAsync(document, findings[0])).ShouldHaveSingleItem();
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var changed = (await solution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        changed.ShouldBe(expected);

        var (fixedDocument, left) = await FindAsync(changed);
        left.Count.ShouldBeLessThan(findings.Count);
        var compilation = await fixedDocument.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        if (left.Count == 0) compilation!.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }

    /// <summary>Asserts that nothing is offered for the first finding.</summary>
    public static async Task VerifyNotOfferedAsync(string source)
    {
        var (document, findings) = await FindAsync(source);
        (await ActionsAsync(document, findings[0])).ShouldBeEmpty();
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        var fix = new TFix();
        fix.FixableDiagnosticIds.ShouldContain(finding.Id);
        fix.GetFixAllProvider().ShouldNotBeNull();
        await fix.RegisterCodeFixesAsync(new(document, finding, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    private static async Task<(Document Document, List<Diagnostic> Findings)> FindAsync(string source)
    {
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Author", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .AddMetadataReferences([.. Net100.References.All, Reference(typeof(Flow)), Reference(typeof(ILogger))])
            .AddDocument("Usings.cs", Usings).Project;
        var document = project.AddDocument("Author.cs", source);
        // The overloads as files of the project: a workspace in memory runs no generators from instances.
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var run = CSharpGeneratorDriver.Create([new TaskGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)document.Project.ParseOptions!)
            .RunGenerators(compilation!, TestContext.Current.CancellationToken).GetRunResult();
        var all = run.Results[0].GeneratedSources.Aggregate(document.Project, (p, file) => p.AddDocument(file.HintName, file.SourceText).Project);
        compilation = await all.GetCompilationAsync(TestContext.Current.CancellationToken);
        var findings = await compilation!.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new TRule()))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return (all.GetDocument(document.Id)!, [.. findings.OrderBy(d => d.Location.SourceSpan.Start)]);
    }

    private static PortableExecutableReference Reference(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
