using Microsoft.CodeAnalysis;

namespace Flows.Sdk.Generators.Tests.Tasks;

/// <summary>What a reader sees of a task is also seen at its overloads, also by tools that do not follow references.</summary>
public sealed class DocumentationTests
{
    private const string Referred = "<inheritdoc cref=\"M:C.Add(System.Int32)\"";

    [Fact]
    public void Overloads_OfADocumentedTask_TakeSummaryParametersAndReturns()
    {
        var overloads = Overloads("""
            /// <summary>
            /// Counts <see cref="List{T}"/> of &lt;rows&gt;.
            /// <para>Twice.</para>
            /// </summary>
            /// <param name="x">The <paramref name="y"/> rows.</param>
            /// <param name="y">How many.</param>
            /// <param name="logger">Where to.</param>
            /// <returns>The number.</returns>
            /// <remarks>Slow for <c>x</c>.</remarks>
            /// <exception cref="ArgumentException">Never.</exception>
            /// <example><code>
            /// Add([], "a");
            ///     // deep
            /// </code></example>
            [Task] public static int Add(List<int> x, string? y, ILogger logger) => 1;
            """);
        overloads.Count.ShouldBe(5);
        foreach (var overload in overloads)
        {
            overload.ShouldContain("Counts <see cref=\"T:System.Collections.Generic.List`1\" /> of &lt;rows&gt;.");
            overload.ShouldContain("<para>Twice.</para>");
            overload.ShouldContain("<param name=\"x\">The <paramref name=\"y\" /> rows.</param>");
            overload.ShouldContain("<param name=\"y\">How many.</param>");
            overload.ShouldContain("<returns>The number.</returns>");
            overload.ShouldContain("<remarks>Adds a call of the task to the flow, which runs it later. Slow for <c>x</c>.</remarks>");
            overload.ShouldContain("\n        // deep");
            overload.ShouldNotContain("logger");
            overload.ShouldNotContain("exception");
        }

        overloads.Count(d => d.Contains("<param name=\"flow\">The flow that the call is added to.</param>", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/// <inheritdoc/>")]
    [InlineData("/// <summary>Not <b>closed.</summary>")]
    [InlineData("/// <include file=\"a.xml\" path=\"b\"/>")]
    public void Overloads_OfATaskWhoseCommentCannotBeCopied_ReferToIt(string comment)
    {
        var overloads = Overloads(comment + "\n[Task] public static int Add(int x) => 1;");
        overloads.Count.ShouldBe(3);
        overloads.ShouldAllBe(d => d.Contains(Referred));
    }

    [Fact]
    public void Overloads_OfAPartialMethod_TakeTheCommentOfEitherPart() =>
        Overloads("[Task] public static partial int Add(int x);\n/// <summary>Adds.</summary>\npublic static partial int Add(int x) => 1;")
            .ShouldAllBe(d => d.Contains("<summary>Adds.</summary>"));

    [Theory]
    [InlineData("/// <summary>Adds <paramref name=\"logger\"/>.</summary><param name=\"logger\">L.</param><param name=\"x\">X.</param><returns>R.</returns>")]
    [InlineData("/// <summary>\n/// </summary><param name=\"x\">&amp;</param><param name=\"logger\">L.</param><returns><![CDATA[ < ]]></returns>")]
    public void Overloads_OfACommentOfAnyKind_CompileWithoutWarnings(string comment) => Snippet.CompilerSays(
        "/// <summary>C.</summary>\npublic static partial class C {\n" + comment + "\n[Task] public static int Add(int x, ILogger logger) => 1; }").ShouldBeEmpty();

    private static List<string> Overloads(string member) =>
    [
        .. Snippet.Generate("public partial class C {\n" + member + "\n}").GetTypeByMetadataName("C")!.GetMembers("Add").OfType<IMethodSymbol>()
            .Where(m => m.GetAttributes().Any(a => a.AttributeClass!.Name == "GeneratedCodeAttribute"))
            .Select(m => m.GetDocumentationCommentXml()!.Replace("\r\n", "\n")),
    ];
}
