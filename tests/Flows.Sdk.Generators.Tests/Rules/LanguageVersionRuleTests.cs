using Flows.Generators.Rules;
using Microsoft.CodeAnalysis.CSharp;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class LanguageVersionRuleTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    public Task Task_InARecentLanguage_IsFine(LanguageVersion version) =>
        Snippet.VerifyAsync<LanguageVersionRule>(version, "public partial class C { [Task] public static int A(int x) => x; }");

    [Fact]
    public Task Task_InAnOldLanguage_IsReported() => Snippet.VerifyAsync<LanguageVersionRule>(
        LanguageVersion.CSharp12,
        "public partial class C { [Task] public static int [|A|](int x) => x; public static int B(int x) => x; }",
        "'A' is a task, and its overloads need C# 13 or later, but this project is compiled as C# 12.0: remove LangVersion from it or raise it");
}
