using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests;

public sealed class FlowsToolTests : IDisposable
{
    private readonly Tool tool = new();

    [Fact]
    public async Task RunAsync_Version_PrintsOneLine()
    {
        (await tool.RunAsync("version")).ShouldBe(0);
        tool.Output.ShouldMatch(@"^\d+\.\d+\.\d+\S*\s*$");
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("get", "planes")]
    [InlineData("run", "flow")]
    [InlineData("run", "flow", "--name", "a", "--id", Tool.FlowId)]
    [InlineData("run", "flow", "--name", "a", "--quiet", "--watch")]
    [InlineData("get", "logs")]
    [InlineData("get", "flows", "--limit", "many")]
    [InlineData("backend", "mars")]
    [InlineData("create", "project")]
    public async Task RunAsync_BadCommandLine_SaysSoOnStderrWithExitCode2(params string[] args)
    {
        (await tool.RunAsync(args)).ShouldBe(2);
        tool.Output.ShouldBeEmpty();
        tool.Error.ShouldContain("--help` shows how it is used.");
        tool.Api.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_Help_ShowsExamples()
    {
        (await tool.RunAsync("run", "--help")).ShouldBe(0);
        tool.Output.ShouldContain("Examples:");
        tool.Output.ShouldContain("  flows run --name Hello --param name=Ada --param repeat=3");
    }

    [Fact]
    public async Task RunAsync_ServerIsAway_SaysOneSentenceWithExitCode1()
    {
        using var handler = new DeadServer();
        tool.Environment = tool.Environment with { HttpMessageHandler = handler };

        (await tool.RunAsync("get", "flows")).ShouldBe(1);
        tool.Error.ShouldStartWith("The server at http://localhost:4200/ cannot be reached (Connection refused)");
        tool.Error.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task RunAsync_MalformedConfiguration_NamesTheFileWithExitCode1()
    {
        Directory.CreateDirectory(Path.Combine(tool.Home, ".flows"));
        await File.WriteAllTextAsync(Path.Combine(tool.Home, ".flows", "config.toml"), "[cloud\napi = 1");

        (await tool.RunAsync("get", "flows")).ShouldBe(1);
        tool.Error.ShouldContain(Path.Combine(".flows", "config.toml"));
    }

    public void Dispose() => tool.Dispose();
}
