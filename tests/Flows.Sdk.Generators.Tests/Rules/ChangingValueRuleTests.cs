using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class ChangingValueRuleTests
{
    [Theory]
    [InlineData("DateTime.Now", "DateTime.Now")]
    [InlineData("DateTime.UtcNow", "DateTime.UtcNow")]
    [InlineData("DateTime.Today", "DateTime.Today")]
    [InlineData("DateTimeOffset.Now", "DateTimeOffset.Now")]
    [InlineData("DateTimeOffset.UtcNow", "DateTimeOffset.UtcNow")]
    [InlineData("TimeProvider.System.GetUtcNow()", "TimeProvider.GetUtcNow")]
    [InlineData("TimeProvider.System.GetLocalNow()", "TimeProvider.GetLocalNow")]
    [InlineData("TimeProvider.System.GetTimestamp()", "TimeProvider.GetTimestamp")]
    [InlineData("TimeProvider.System.GetElapsedTime(0)", "TimeProvider.GetElapsedTime")]
    [InlineData("TimeProvider.System.LocalTimeZone", "TimeProvider.LocalTimeZone")]
    [InlineData("TimeZoneInfo.Local", "TimeZoneInfo.Local")]
    [InlineData("System.Diagnostics.Stopwatch.StartNew()", "Stopwatch.StartNew")]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp()", "Stopwatch.GetTimestamp")]
    [InlineData("new System.Diagnostics.Stopwatch()", "new Stopwatch()")]
    [InlineData("Guid.NewGuid()", "Guid.NewGuid")]
    [InlineData("Guid.CreateVersion7()", "Guid.CreateVersion7")]
    [InlineData("new Random()", "new Random()")]
    [InlineData("Random.Shared", "Random.Shared")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator.GetBytes(1)", "RandomNumberGenerator.GetBytes")]
    [InlineData("System.IO.Path.GetRandomFileName()", "Path.GetRandomFileName")]
    [InlineData("System.IO.Path.GetTempFileName()", "Path.GetTempFileName")]
    [InlineData("System.IO.Path.GetTempPath()", "Path.GetTempPath")]
    [InlineData("System.IO.Directory.GetCurrentDirectory()", "Directory.GetCurrentDirectory")]
    [InlineData("System.IO.Directory.CreateTempSubdirectory()", "Directory.CreateTempSubdirectory")]
    [InlineData("Environment.MachineName", "Environment.MachineName")]
    [InlineData("Environment.TickCount64", "Environment.TickCount64")]
    [InlineData("Environment.GetEnvironmentVariable(\"A\")", "Environment.GetEnvironmentVariable")]
    public Task Value_ReadInADefinition_IsReported(string expression, string name) =>
        Snippet.VerifyAsync<ChangingValueRule>(Define($"var x = [|{expression}|]; return x;"), Message(name));

    [Theory]
    [InlineData("var x = Environment.NewLine; return x;")]
    [InlineData("var x = new Random(7).Next(); return x;")]
    [InlineData("var x = new DateTime(2020, 1, 1).AddDays(1).Year; return x;")]
    [InlineData("var x = Guid.Parse(\"a\"); return x;")]
    [InlineData("return f.Task(\"x\", () => DateTime.UtcNow);")]
    [InlineData("return f.Task(\"x\", context => context.TimeProvider.GetUtcNow());")]
    [InlineData("return f.Parameter(\"n\", 1).Then(\"x\", n => Enumerable.Range(0, n).Select(_ => Guid.NewGuid()).ToList());")]
    public Task Value_ThatIsTheSameEachTimeOrReadInATask_IsFine(string body) => Snippet.VerifyAsync<ChangingValueRule>(Define(body));

    [Theory]
    [InlineData("return Enumerable.Range(0, 3).Select(_ => [|Guid.NewGuid()|]).ToList();", "Guid.NewGuid")]
    [InlineData("Func<Guid> make = [|Guid.NewGuid|]; return make;", "Guid.NewGuid")]
    [InlineData("return f.Parameter(\"day\", [|DateTime.Today|].AddDays(-1));", "DateTime.Today")]
    [InlineData("string Local() => [|Environment.UserName|]; return Local();", "Environment.UserName")]
    public Task Value_ReadDeepInADefinition_IsReported(string body, string name) => Snippet.VerifyAsync<ChangingValueRule>(Define(body), Message(name));

    [Fact]
    public Task Value_ReadInATaskMethodOrOutsideOfADefinition_IsFine() => Snippet.VerifyAsync<ChangingValueRule>(
        "public static partial class C { [Task] public static DateTime A() => DateTime.Now; public static Guid B() => Guid.NewGuid(); }");

    [Fact]
    public Task Value_ReadInAMethodThatTakesTheFlow_IsReported() => Snippet.VerifyAsync<ChangingValueRule>(
        "public static class C { public static void Part(FlowBuilder f) { f.Parameter(\"d\", [|DateTime.Now|]); } }", Message("DateTime.Now"));

    private static string Message(string name) =>
        $"'{name}' may give another value each time the flow is written, here and where it runs: read it inside a task, or make it a parameter of the flow";

    private static string Define(string body) => "public static class C { public static object M() => Flow.Define(\"F\", f => { " + body + " }); }";
}
