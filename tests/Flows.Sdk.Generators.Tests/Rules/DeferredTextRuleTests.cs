using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class DeferredTextRuleTests
{
    [Theory]
    [InlineData("a.Then(\"x\", v => $\"{v}\" + v)")]
    [InlineData("$\"{f.Name} {a.Name}\"")]
    [InlineData("\"a\" + 1")]
    [InlineData("string.Format(\"{0}\", f.Name)")]
    [InlineData("string.Equals(\"a\", a)")]
    [InlineData("new System.Text.StringBuilder().Append(a.Name).Append(1)")]
    public Task Text_OfValues_IsFine(string expression) => Snippet.VerifyAsync<DeferredTextRule>(Define(expression));

    [Theory]
    [InlineData("$\"x {[|a|]} y\"", "a")]
    [InlineData("\"x\" + [|a|]", "a")]
    [InlineData("[|a|].ToString()", "a")]
    [InlineData("$\"{[|a.As<object>()|],10:N}\"", "a.As<object>()")]
    [InlineData("string.Format(\"{0}\", [|a|])", "a")]
    [InlineData("string.Format(null, \"{0} {1} {2} {3}\", 1, 2, 3, [|a|])", "a")]
    [InlineData("string.Format(\"{0}\", new object[] { [|a|] })", "a")]
    [InlineData("string.Concat(\"x\", [|a|])", "a")]
    [InlineData("string.Join(\",\", 1, [|a|])", "a")]
    [InlineData("new System.Text.StringBuilder().Append([|a|])", "a")]
    [InlineData("new System.Text.StringBuilder().AppendFormat(\"{0}\", [|a|])", "a")]
    [InlineData("new System.Text.StringBuilder().AppendJoin(',', [|a|], \"b\")", "a")]
    [InlineData("new System.Text.StringBuilder().Insert(0, [|a|])", "a")]
    [InlineData("new System.Text.StringBuilder().Append($\"x {[|a|]}\")", "a")]
    [InlineData("Convert.ToString([|a|])", "a")]
    public Task Text_OfADeferredValue_IsReported(string expression, string name) => Snippet.VerifyAsync<DeferredTextRule>(
        Define(expression),
        $"'{name}' has no value yet when this text is made: make the text in a task, as in {name}.Then(\"text\", value => ...)");

    [Theory]
    [InlineData("var text = \"x\"; text += [|a|]; return text;")]
    [InlineData("Console.WriteLine([|a|]); return a;")]
    [InlineData("Console.Write(\"{0}\", [|a|]); return a;")]
    public Task Statement_ThatMakesTextOfADeferredValue_IsReported(string statements) => Snippet.VerifyAsync<DeferredTextRule>(
        Define("f.Name").Replace("return f.Name;", statements),
        "'a' has no value yet when this text is made: make the text in a task, as in a.Then(\"text\", value => ...)");

    private static string Define(string expression) =>
        "public static class C { public static object M() => Flow.Define(\"F\", f => { var a = f.Parameter(\"a\", \"b\"); return " + expression + "; }); }";
}
