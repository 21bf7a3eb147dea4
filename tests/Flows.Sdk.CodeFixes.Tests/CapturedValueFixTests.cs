using Flows.CodeFixes;
using Flows.Generators.Rules;

namespace Flows.Sdk.CodeFixes.Tests;

public sealed class CapturedValueFixTests
{
    [Theory]
    [InlineData("a.Then(\"x\", v => $\"{v} {b}\")", "(a, b).Then(\"x\", (v, bValue) => $\"{v} {bValue}\")")]
    [InlineData("a.Then(\"x\", (v, c) => $\"{v} {b} {c.Attempt}\")", "(a, b).Then(\"x\", (v, bValue, c) => $\"{v} {bValue} {c.Attempt}\")")]
    [InlineData("(a, a).Then(\"x\", (v, w) => { var y = b; return $\"{y}\"; })", "(a, a, b).Then(\"x\", (v, w, bValue) => { var y = bValue; return $\"{y}\"; })")]
    public Task Value_CapturedByABody_BecomesAnArgument(string expression, string expected) =>
        Fixing<CapturedDeferredRule, CapturedValueFix>.VerifyAsync(Define(expression), Define(expected));

    [Theory]
    [InlineData("f.Task(\"x\", () => $\"{b}\")")]
    [InlineData("(a, a, a, a).Then(\"x\", (v, w, y, z) => $\"{b}\")")]
    [InlineData("a.Then(\"x\", (string v) => $\"{b}\")")]
    public Task Value_ThatCannotBeAnArgument_IsNotFixed(string expression) =>
        Fixing<CapturedDeferredRule, CapturedValueFix>.VerifyNotOfferedAsync(Define(expression));

    private static string Define(string expression) =>
        "public static class C { public static Flow M() => Flow.Define(\"F\", f => { var a = f.Parameter(\"a\", \"x\"); var b = f.Parameter(\"b\", 1); return " + expression + "; }); }";
}
