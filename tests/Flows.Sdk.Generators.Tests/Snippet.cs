using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Flows.Generators.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Generators.Tests;

/// <summary>A few lines of an author's code, compiled with the generator as in a project of theirs: nullable, documented, all warnings on.</summary>
internal static class Snippet
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Flows;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Flow).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location),
    ];

    /// <summary>The compilation before the generator has run.</summary>
    public static CSharpCompilation Compilation(string source, LanguageVersion version = LanguageVersion.CSharp14) => CSharpCompilation.Create(
        "Author",
        [Parse(source, "Author.cs", version), Parse(Usings, "Usings.cs", version)],
        References,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, allowUnsafe: true));

    /// <summary>One file of a compilation.</summary>
    public static SyntaxTree Parse(string source, string file, LanguageVersion version = LanguageVersion.CSharp14) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version, DocumentationMode.Diagnose), file);

    /// <summary>The compilation with the generated overloads.</summary>
    public static Compilation Generate(string source, LanguageVersion version = LanguageVersion.CSharp14)
    {
        var compilation = Compilation(source, version);
        CSharpGeneratorDriver.Create([new TaskGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var problems, TestContext.Current.CancellationToken);
        problems.ShouldBeEmpty();
        return generated;
    }

    /// <summary>What the compiler says, as <c>CS1503: message</c>; hidden hints are left out.</summary>
    public static IReadOnlyList<string> CompilerSays(string source) =>
    [
        .. Generate(source).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity > DiagnosticSeverity.Hidden)
            .Select(d => $"{d.Id}: {d.GetMessage(null)}"),
    ];

    /// <summary>Asserts that a rule reports exactly the parts of the source that stand between <c>[|</c> and <c>|]</c>, with these messages in order.</summary>
    public static async Task VerifyAsync<TRule>(string marked, params string[] messages)
        where TRule : DiagnosticAnalyzer, new() => await VerifyAsync<TRule>(LanguageVersion.CSharp14, marked, messages);

    /// <inheritdoc cref="VerifyAsync{TRule}(string, string[])"/>
    public static async Task VerifyAsync<TRule>(LanguageVersion version, string marked, params string[] messages)
        where TRule : DiagnosticAnalyzer, new()
    {
        var expected = new List<string>();
        var source = marked;
        for (var start = source.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = source.IndexOf("[|", StringComparison.Ordinal))
        {
            var end = source.IndexOf("|]", start, StringComparison.Ordinal) - 2;
            source = source.Remove(end + 2, 2).Remove(start, 2);
            expected.Add($"{start}..{end} {messages[expected.Count]}");
        }

        expected.Count.ShouldBe(messages.Length);
        var generated = Generate(source, version);
        generated.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        var found = await generated.WithAnalyzers([new TRule()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        found.OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => $"{d.Location.SourceSpan.Start}..{d.Location.SourceSpan.End} {d.GetMessage(null)}")
            .ShouldBe(expected);
        found.ShouldAllBe(d => d.Descriptor.HelpLinkUri == $"docs/rules/{d.Id}.md");
    }
}
