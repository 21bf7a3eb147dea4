using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class PlainCallRuleTests
{
    private const string Tasks = """
        public static partial class T
        {
            [Task] public static int Add(int x, int y) => x + y;
            [Task] public static int One() => Add(1, 0);
            [Task] public static string Describe(object? value, int times = 1) => $"{value}{times}";
        }

        """;

    [Theory]
    [InlineData("Flow.Define(\"F\", f => T.Add(f, 1, 2))")]
    [InlineData("Flow.Define(\"F\", f => T.Add(T.One(f), 2))")]
    [InlineData("Flow.Define(\"F\", f => f.Task(\"x\", () => T.Add(1, 2)))")]
    [InlineData("Flow.Define(\"F\", f => T.One(f).Then(\"x\", x => new[] { 1 }.Select(y => T.Add(x, y)).Sum()))")]
    [InlineData("T.Add(1, 2)")]
    [InlineData("Flow.Define(\"F\", f => T.Describe(f, 1))")]
    [InlineData("Flow.Define(\"F\", f => f.If(f.Parameter(\"on\", true), then: () => T.One(f), otherwise: () => T.Add(f, 1, 2)))")]
    [InlineData("Flow.Define(\"F\", f => f.Resource(\"r\", () => T.One(), r => { T.Add(r, 1); }).Use(r => T.Add(r, 2)))")]
    [InlineData("new[] { 1 }.Select(x => T.Add(x, 2))")]
    public Task Call_InTheFlowOrOutsideOfADefinition_IsFine(string expression) =>
        Snippet.VerifyAsync<PlainCallRule>(Tasks + "public static class C { public static object M() => " + expression + "; }");

    [Theory]
    [InlineData(
        "Flow.Define(\"F\", f => T.Add(f, [|T.One()|], 2))",
        "'One' would run right here, while the flow is written: give it a deferred value, or the flow first, as in One(f)")]
    [InlineData(
        "Flow.Define(\"F\", flow => { [|T.Add(1, 2)|]; })",
        "'Add' would run right here, while the flow is written: give it a deferred value, or the flow first, as in Add(flow, ...)")]
    [InlineData(
        "Flow.Define(\"F\", f => new[] { 1 }.Select(x => [|T.Add(x, 2)|]).ToList())",
        "'Add' would run right here, while the flow is written: give it a deferred value, or the flow first, as in Add(f, ...)")]
    [InlineData(
        "Flow.Define(\"F\", f => f.If(f.Parameter(\"on\", true), then: () => { [|T.Add(1, 2)|]; }))",
        "'Add' would run right here, while the flow is written: give it a deferred value, or the flow first, as in Add(f, ...)")]
    [InlineData(
        "Flow.Define(\"F\", f => f.Resource(\"r\", () => 1, _ => { }).Use(r => { [|T.One()|]; }))",
        "'One' would run right here, while the flow is written: give it a deferred value, or the flow first, as in One(f)")]
    public Task Call_PlainlyInADefinition_IsReported(string expression, string message) =>
        Snippet.VerifyAsync<PlainCallRule>(Tasks + "public static class C { public static object M() => " + expression + "; }", message);

    [Fact]
    public Task Call_PlainlyInAMethodThatTakesTheFlow_IsReported() => Snippet.VerifyAsync<PlainCallRule>(
        Tasks + """
        public static class C
        {
            public static void Part(FlowBuilder b)
            {
                [|T.One()|];
                void Local(FlowBuilder inner) => [|T.Add(1, 2)|];
                Local(b);
            }
        }
        """,
        "'One' would run right here, while the flow is written: give it a deferred value, or the flow first, as in One(b)",
        "'Add' would run right here, while the flow is written: give it a deferred value, or the flow first, as in Add(inner, ...)");

    [Fact]
    public Task Call_PlainlyInALambdaThatTakesTheFlow_IsReported() => Snippet.VerifyAsync<PlainCallRule>(
        Tasks + """
        public static class C
        {
            private static string Hash(Action<FlowBuilder> define) => "";
            public static string[] M() => [Hash(f => { }), Hash(f => [|T.One()|]), Hash(f => T.One(f))];
        }
        """,
        "'One' would run right here, while the flow is written: give it a deferred value, or the flow first, as in One(f)");

    [Fact]
    public Task Call_PlainlyInALambdaForAMarkedParameter_IsReported() => Snippet.VerifyAsync<PlainCallRule>(
        Tasks + """
        public static class C
        {
            public static void Own([Authoring] Action body) => body();
            public static void Other(Action body) => body();
            public static void M() { Own(() => [|T.One()|]); Other(() => T.One()); }
        }
        """,
        "'One' would run right here, while the flow is written: give it a deferred value, or the flow first, as in One(flow)");
}
