using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class CapturedDeferredRuleTests
{
    [Theory]
    [InlineData("return a.Then(\"x\", v => v + 1);")]
    [InlineData("return (a, b).Then(\"x\", (v, w) => v + w);")]
    [InlineData("return new[] { 1 }.Select(x => a.Then(\"x\", v => v + x)).ToList();")]
    [InlineData("return f.Task(\"x\", () => Flow.Define(\"Inner\", g => { var c = g.Parameter(\"c\", 1); return c; }).Name);")]
    [InlineData("return f.If(f.Parameter(\"on\", true), () => a.Then(\"x\", v => v), () => b);")]
    [InlineData("return f.Resource(\"r\", () => 1, _ => { }).Use(r => (r, a).Then(\"x\", (v, w) => v + w));")]
    public Task Body_OnItsArguments_IsFine(string body) => Snippet.VerifyAsync<CapturedDeferredRule>(Define(body));

    [Theory]
    [InlineData("return a.Then(\"x\", v => v + [|b|].GetHashCode());", "b")]
    [InlineData("return f.Task(\"x\", () => { Func<object> g = () => [|a|]; return g(); });", "a")]
    [InlineData("var rows = f.Task(\"r\", () => new List<int>()); return rows.Map(\"x\", v => [|rows|].GetHashCode());", "rows")]
    [InlineData("var e = f.Task(\"r\", () => new List<int>()).Each(); return f.Task(\"x\", context => [|e|].GetHashCode());", "e")]
    [InlineData("return a.Select(v => v + [|b|].GetHashCode());", "b")]
    [InlineData("return f.Task(\"r\", () => new List<int>()).Filter(v => v > [|a|].GetHashCode());", "a")]
    [InlineData("return f.Resource(\"r\", () => [|a|].GetHashCode(), _ => { }).Use(r => r);", "a")]
    public Task Body_ThatCapturesADeferredValue_IsReported(string body, string name) => Snippet.VerifyAsync<CapturedDeferredRule>(
        Define(body),
        $"'{name}' is captured by the body of a task, where it has no value: make it an argument of the task, as in (a, {name}).Then(...)");

    private static string Define(string body) =>
        "public static class C { public static object M() => Flow.Define(\"F\", f => { var a = f.Parameter(\"a\", 1); var b = f.Parameter(\"b\", 2); " + body + " }); }";
}
