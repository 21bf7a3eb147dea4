using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class DeferredTextRuleTests
{
    [Theory]
    [InlineData("a.Then(\"x\", v => $\"{v}\" + v)")]
    [InlineData("$\"{f.Name} {a.Name}\"")]
    [InlineData("\"a\" + 1")]
    public Task Text_OfValues_IsFine(string expression) => Snippet.VerifyAsync<DeferredTextRule>(Define(expression));

    [Theory]
    [InlineData("$\"x {[|a|]} y\"", "a")]
    [InlineData("\"x\" + [|a|]", "a")]
    [InlineData("[|a|].ToString()", "a")]
    [InlineData("$\"{[|a.As<object>()|],10:N}\"", "a.As<object>()")]
    public Task Text_OfADeferredValue_IsReported(string expression, string name) => Snippet.VerifyAsync<DeferredTextRule>(
        Define(expression),
        $"'{name}' has no value yet when this text is made: make the text in a task, as in {name}.Then(\"text\", value => ...)");

    private static string Define(string expression) =>
        "public static class C { public static object M() => Flow.Define(\"F\", f => { var a = f.Parameter(\"a\", \"b\"); return " + expression + "; }); }";
}
