using Flows.Generators.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flows.Sdk.Generators.Tests.Tasks;

/// <summary>An edit that does not concern a task does not write its overloads again: an editor stays fast.</summary>
public sealed class CachingTests
{
    private const string Source = """
        public partial class C
        {
            /// <summary>Adds.</summary>
            [Task(Tags = new[] { "a" })] public static int Add(int x, List<string?> y) => x;
            [Task] public static int One(int x) => x;
        }
        """;

    [Theory]
    [InlineData("=> x;\n    [Task] public static int One", "=> x + 1;\n    [Task] public static int One", "the body of a task")]
    [InlineData("public partial class C", "public interface I;\npublic partial class C", "the lines above")]
    public void Edit_OfSomethingElse_LeavesOutputsCached(string old, string edited, string what)
    {
        var reasons = ReasonsAfter(Source, Source.Replace(old, edited));
        reasons.Models.ShouldAllBe(r => r == IncrementalStepRunReason.Unchanged || r == IncrementalStepRunReason.Cached, what);
        reasons.Outputs.ShouldAllBe(r => r == IncrementalStepRunReason.Cached, what);
        reasons.Outputs.Count.ShouldBe(2);
    }

    [Fact]
    public void Edit_OfOneTask_WritesThatTaskOnly()
    {
        var reasons = ReasonsAfter(Source, Source.Replace("One(int x)", "One(long x)").Replace("=> x;\n}", "=> (int)x;\n}"));
        reasons.Outputs.Order().ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached]);
    }

    [Fact]
    public void Edit_OfAComment_WritesThatTaskOnly() =>
        ReasonsAfter(Source, Source.Replace("Adds.", "Adds numbers.")).Outputs.Order().ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached]);

    [Fact]
    public void Edit_OfAnotherFile_LeavesOutputsCached()
    {
        var first = Snippet.Compilation(Source).AddSyntaxTrees(Snippet.Parse("public static class Other { public static int A() => 1; }", "Other.cs"));
        var reasons = ReasonsAfter(first, first.ReplaceSyntaxTree(first.SyntaxTrees[^1], Snippet.Parse("public enum Other { A, B }", "Other.cs")));
        reasons.Models.ShouldAllBe(r => r == IncrementalStepRunReason.Unchanged || r == IncrementalStepRunReason.Cached);
        reasons.Outputs.ShouldBe([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached]);
    }

    private static (List<IncrementalStepRunReason> Models, List<IncrementalStepRunReason> Outputs) ReasonsAfter(string before, string after)
    {
        after.ShouldNotBe(before);
        var first = Snippet.Compilation(before);
        return ReasonsAfter(first, first.ReplaceSyntaxTree(first.SyntaxTrees[0], Snippet.Compilation(after).SyntaxTrees[0]));
    }

    private static (List<IncrementalStepRunReason> Models, List<IncrementalStepRunReason> Outputs) ReasonsAfter(CSharpCompilation first, CSharpCompilation second)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new TaskGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)first.SyntaxTrees[0].Options,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(first, TestContext.Current.CancellationToken);
        var result = driver.RunGenerators(second, TestContext.Current.CancellationToken).GetRunResult().Results[0];
        return (
            [.. result.TrackedSteps[TaskGenerator.ModelStep].SelectMany(s => s.Outputs).Select(o => o.Reason)],
            [.. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)]);
    }
}
