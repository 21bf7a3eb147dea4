using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

/// <summary>The real server in this process, and the commands against it.</summary>
public sealed class ServerStartCommandTests : IDisposable
{
    private readonly Tool tool = new();

    [Fact]
    public async Task ServerStart_ThenCommands_WorkAgainstIt()
    {
        using var stop = new CancellationTokenSource();
        var banner = new Lines();
        var server = FlowsTool.RunAsync(
            ["server", "start", "--port", "0", "--ui-port", "0", "--database", Path.Combine(tool.Home, "flows.db")],
            tool.Environment with { Output = banner, TimeProvider = TimeProvider.System }, stop.Token);
        var api = (await banner.LineAsync("API:")).Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        tool.Environment = tool.Environment.With(("cloud.api", api)) with { HttpMessageHandler = null, TimeProvider = TimeProvider.System };

        (await tool.RunAsync("create", "project", "Hello_Project")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("get", "projects")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("get", "flows")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("get", "flow-runs", "--started")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("agent", "local", "start", "--name", "hal", "--max-polls", "1")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("get", "agents")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("run", "flow", "--name", "Hello", "--project", "Hello_Project")).ShouldBe(1);
        tool.Error.Trim().ShouldBe("There is no flow named 'Hello' in project 'Hello_Project'; none is registered there yet.");
        tool.Output.ShouldMatch(@"Hello_Project\s+0\s+");
        tool.Output.ShouldMatch(@"hal\s+LocalAgent\s+yes");

        await stop.CancelAsync();
        (await server).ShouldBe(0);
        (await banner.LineAsync("stopped")).ShouldBe("The server has stopped.");
    }

    public void Dispose() => tool.Dispose();
}
