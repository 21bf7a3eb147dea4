using Flows.CodeFixes;
using Flows.Generators.Rules;

namespace Flows.Sdk.CodeFixes.Tests;

public sealed class PassFlowFixTests
{
    [Theory]
    [InlineData("T.One();", "T.One(f);")]
    [InlineData("var x = T.Add( 1, y: 2 );", "var x = T.Add(f, 1, y: 2 );")]
    [InlineData("int x = T.One(); T.Add(f, 1, 2);", "var x = T.One(f); T.Add(f, 1, 2);")]
    [InlineData("T.Add(f, T.One(), 2);", "T.Add(T.One(f), 2);")]
    [InlineData("T.Add(f, 1, y: T.One());", "T.Add(1, y: T.One(f));")]
    [InlineData("T.Describe(f, T.One());", "T.Describe(T.One(f));")]
    [InlineData("T.Add(T.Add(f, 1, 1), T.One());", "T.Add(T.Add(f, 1, 1), T.One(f));")]
    public Task Call_PlainlyInADefinition_GetsTheFlow(string statement, string expected) =>
        Fixing<PlainCallRule, PassFlowFix>.VerifyAsync(Define(statement), Define(expected));

    [Theory]
    [InlineData("public static class C { public static void Own([Authoring] Action body) => body(); public static void M() => Own(() => T.One()); }")]
    [InlineData("public static class C { public static Flow M() => Flow.Define(\"F\", f => { 3.Twice(); }); }")]
    public Task Call_WithoutAFlowToPass_IsNotFixed(string source) => Fixing<PlainCallRule, PassFlowFix>.VerifyNotOfferedAsync(Tasks + source);

    private const string Tasks = """
        public static partial class T
        {
            [Task] public static int One() => 1;
            [Task] public static int Add(int x, int y) => x + y;
            [Task] public static int Twice(this int x) => x + x;
            [Task] public static string Describe(object? value) => "";
        }

        """;

    private static string Define(string statement) =>
        Tasks + "public static class C { public static Flow M() => Flow.Define(\"F\", f => { " + statement + " }); }";
}
