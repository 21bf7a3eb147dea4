namespace Flows.Sdk.Generators.Tests.Tasks;

/// <summary>What the original refuses when a flow is built, the compiler refuses here.</summary>
public sealed class CompileErrorTests
{
    [Theory]
    [InlineData("f.Parameter(\"p\", 1).After(f.Task(\"a\", () => 1));", "CS0311")]
    [InlineData("foreach (var x in f.Task(\"a\", () => 1)) { }", "CS1579")]
    [InlineData("C.Add(f.Parameter(\"p\", 1), z: 2);", "CS1739")]
    [InlineData("C.Add(f.Parameter(\"p\", 1), x: 2);", "CS7036")]
    [InlineData("C.Add(f.Parameter(\"p\", \"text\"), 2);", "CS1503")]
    [InlineData("f.Task(\"a\", () => 1).WithTimeout(5);", "CS1503")]
    [InlineData("f.Task(\"a\", () => 1).WithRetries(retries: \"3\");", "CS1503")]
    [InlineData("f.SetReferenceTasks(\"a-1\");", "CS1503")]
    public void Definition_ThatCannotBe_DoesNotCompile(string statement, string error)
    {
        var errors = Snippet.CompilerSays(
            "internal static partial class C { [Task] internal static int Add(int x, int y) => x + y; internal static Flow F() => Flow.Define(\"F\", f => { "
            + statement + " }); }");

        errors.ShouldContain(e => e.StartsWith(error, StringComparison.Ordinal), string.Join('\n', errors));
    }
}
