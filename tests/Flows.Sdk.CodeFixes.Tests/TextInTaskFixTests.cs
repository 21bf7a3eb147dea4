using Flows.CodeFixes;
using Flows.Generators.Rules;

namespace Flows.Sdk.CodeFixes.Tests;

public sealed class TextInTaskFixTests
{
    [Theory]
    [InlineData("T.Say($\"Hello {a}\");", "T.Say(a.Then(\"text\", aValue => $\"Hello {aValue}\"));")]
    [InlineData("T.Say(f, $\"Hello {a,5}\");", "T.Say(a.Then(\"text\", aValue => $\"Hello {aValue,5}\"));")]
    [InlineData("T.Say(\"x\" + a + \"y\");", "T.Say(a.Then(\"text\", aValue => \"x\" + aValue + \"y\"));")]
    [InlineData("T.Say(a.ToString());", "T.Say(a.Then(\"text\", aValue => aValue.ToString()));")]
    [InlineData("T.Say(\"x\" + $\"{a} {b} {a}\");", "T.Say((a, b).Then(\"text\", (aValue, bValue) => \"x\" + $\"{aValue} {bValue} {aValue}\"));")]
    [InlineData("T.Say(string.Format(\"{0}\", a));", "T.Say(a.Then(\"text\", aValue => string.Format(\"{0}\", aValue)));")]
    [InlineData("var t = $\"{f.Parameter(\"c\", 1)}\";", "var t = f.Parameter(\"c\", 1).Then(\"text\", value => $\"{value}\");")]
    [InlineData("string t = $\"{a}\"; T.Say(f, \"b\");", "var t = a.Then(\"text\", aValue => $\"{aValue}\"); T.Say(f, \"b\");")]
    [InlineData("var aValue = $\"{a}\";", "var aValue = a.Then(\"text\", aValue2 => $\"{aValue2}\");")]
    public Task Text_OfADeferredValue_IsMadeInATask(string statement, string expected) =>
        Fixing<DeferredTextRule, TextInTaskFix>.VerifyAsync(Define(statement), Define(expected));

    [Theory]
    [InlineData("new StringBuilder().Append(a);")]
    [InlineData("new StringBuilder().Append($\"{a}\");")]
    [InlineData("Console.WriteLine($\"{a}\");")]
    [InlineData("T.Say($\"{f.Parameter<int[]>(\"c\").Each()}\");")]
    [InlineData("throw new InvalidOperationException($\"{a}\");")]
    public Task Text_ThatCannotBeATask_IsNotFixed(string statement) => Fixing<DeferredTextRule, TextInTaskFix>.VerifyNotOfferedAsync(Define(statement));

    private static string Define(string statement) =>
        "public static partial class T { [Task] public static void Say(string text) { } }\n"
        + "public static class C { public static Flow M() => Flow.Define(\"F\", f => { var a = f.Parameter(\"a\", \"x\"); var b = f.Parameter(\"b\", 1); " + statement + " }); }";
}
