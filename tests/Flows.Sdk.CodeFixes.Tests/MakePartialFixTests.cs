using Flows.CodeFixes;
using Flows.Generators.Rules;

namespace Flows.Sdk.CodeFixes.Tests;

public sealed class MakePartialFixTests
{
    [Theory]
    [InlineData("public static class C", "public static partial class C")]
    [InlineData("// Tasks.\nclass C", "// Tasks.\npartial class C")]
    [InlineData("[Obsolete]\nclass C", "[Obsolete]\npartial class C")]
    [InlineData("public readonly record struct C", "public readonly partial record struct C")]
    [InlineData("interface C", "partial interface C")]
    public Task Type_WithATask_BecomesPartial(string declaration, string expected)
    {
        const string body = "\n{\n    [Task] static int A(int x) => x;\n}\n";
        return Fixing<PartialTypeRule, MakePartialFix>.VerifyAsync(declaration + body, expected + body);
    }

    [Fact]
    public Task OuterType_OfAPartialOne_BecomesPartial() => Fixing<PartialTypeRule, MakePartialFix>.VerifyAsync(
        "class Outer { partial class Inner { [Task] static int A(int x) => x; } }",
        "partial class Outer { partial class Inner { [Task] static int A(int x) => x; } }");
}
