using System.Text.Json;

namespace Flows.Sdk.Tests.Hosting;

public sealed class RunJsonTests : IDisposable
{
    private readonly HostedProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Run_Json_IsOneDocumentOnStdoutAndLogsOnStderr()
    {
        (await program.RunAsync("run --json --param n=4", Flow.Define("Half", f => { f.Parameter("n", 2).Then("half", n => new Half(n / 2, "ok")); }))).ShouldBe(0);
        program.Output.TrimEnd().Split('\n').Length.ShouldBe(1);
        program.Error.ShouldContain("INFO - prefect.TaskRunner");
        var run = JsonElement.Parse(program.Output);
        run.GetProperty("flow").GetString().ShouldBe("Half");
        run.GetProperty("state").GetString().ShouldBe("Success");
        run.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        run.GetProperty("parameters").GetProperty("n").GetInt32().ShouldBe(4);
        var task = run.GetProperty("tasks")[1];
        task.GetProperty("slug").GetString().ShouldBe("half-1");
        task.GetProperty("attempts").GetInt32().ShouldBe(1);
        task.GetProperty("result").GetRawText().ShouldBe("""{"Value":2,"Note":"ok"}""");
    }

    [Fact]
    public async Task Run_JsonOfAFailure_NamesTheUsersOwnLine()
    {
        (await program.RunAsync("run --json --quiet", Flow.Define("Bad", f => { f.Parameter("n", new[] { 1, 0 }).Map("divide", n => 10 / n); }))).ShouldBe(1);
        program.Error.ShouldBeEmpty();
        var task = JsonElement.Parse(program.Output).GetProperty("tasks")[1];
        task.GetProperty("state").GetString().ShouldBe("Mapped");
        task.GetProperty("children")[0].GetProperty("result").GetInt32().ShouldBe(10);
        var failed = task.GetProperty("children")[1];
        failed.GetProperty("map_index").GetInt32().ShouldBe(1);
        var error = failed.GetProperty("error");
        error.GetProperty("type").GetString().ShouldBe("System.DivideByZeroException");
        error.GetProperty("file").GetString()!.ShouldEndWith("RunJsonTests.cs");
        error.GetProperty("line").GetInt32().ShouldBeGreaterThan(1);
        error.GetProperty("stack").GetString()!.ShouldContain("   at ");
    }

    [Fact]
    public async Task Run_JsonOfAValueThatIsNoJson_IsNullWithItsType()
    {
        (await program.RunAsync("run --json -q", Flow.Define("Odd", f => { f.Task("odd", () => (Action)(() => { })); }))).ShouldBe(0);
        var task = JsonElement.Parse(program.Output).GetProperty("tasks")[0];
        task.GetProperty("result").ValueKind.ShouldBe(JsonValueKind.Null);
        task.GetProperty("result_type").GetString().ShouldBe("Action");
    }

    internal sealed record Half(int Value, string Note);
}
