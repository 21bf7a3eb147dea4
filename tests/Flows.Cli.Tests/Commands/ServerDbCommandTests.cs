using System.Text.Json;
using Flows.Cli.Output;
using Flows.Cli.Tests.Support;
using Flows.Server;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Tests.Commands;

/// <summary><c>flows server db</c> beside a server and without one.</summary>
public sealed class ServerDbCommandTests : IDisposable
{
    private readonly Tool tool = new();

    private string File => Path.Combine(tool.Home, "flows.db");

    public void Dispose() => tool.Dispose();

    [Fact]
    public async Task Commands_BesideAServer_LookAfterItsDatabase()
    {
        var backup = Path.Combine(tool.Home, "backup.db");
        await using (var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = File }))
        {
            await server.StartAsync(TestContext.Current.CancellationToken);
            (await DbAsync("stats")).ShouldBe(0, tool.Error);
            tool.Output.ShouldMatch(@"tenant\s+1\s");
            tool.Output.ShouldContain($"{File}: ");
            tool.Clear();
            (await DbAsync("stats", "--json")).ShouldBe(0, tool.Error);
            JsonElement.Parse(tool.Output).GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("table").GetString() == "tenant").GetProperty("rows").GetInt64().ShouldBe(1);
            tool.Clear();
            (await DbAsync("prune", "--logs-older-than", "30d", "--dry-run")).ShouldBe(0, tool.Error);
            tool.Output.Trim().ShouldBe("There is nothing so old.");
            (await DbAsync("backup", "--to", backup)).ShouldBe(0, tool.Error);
            (await DbAsync("backup", "--to", backup)).ShouldBe(1);
            tool.Error.Trim().ShouldBe($"The file {backup} exists already: name another one, or add --force to replace it.");
            tool.Clear();
            (await DbAsync("vacuum")).ShouldBe(1);
            tool.Error.Trim().ShouldBe($"The database {File} is in use by another server. Stop that one, or name another database.");
        }
        tool.Clear();
        (await DbAsync("migrate")).ShouldBe(0, tool.Error);
        tool.Output.Trim().ShouldBe($"{File} is up to date.");
        (await DbAsync("vacuum")).ShouldBe(0, tool.Error);
        (await DbAsync("restore", "--from", backup)).ShouldBe(1);
        (await DbAsync("restore", "--from", backup, "--force")).ShouldBe(0, tool.Error);
    }

    [Theory]
    [InlineData("prune", "Say what is old, for example --logs-older-than 30d.")]
    [InlineData("prune --logs-older-than soon", "--logs-older-than is 'soon': write a number and s, m, h, d or w, for example 30d.")]
    public async Task Prune_WithoutASpan_IsAWrongCommandLine(string words, string says)
    {
        (await tool.RunAsync(["server", "db", .. words.Split(' ')])).ShouldBe(2);
        tool.Error.ShouldContain(says);
    }

    [Fact]
    public async Task Stats_OfAFileThatIsNotThere_SaysSo()
    {
        (await DbAsync("stats")).ShouldBe(1);
        tool.Error.Trim().ShouldBe($"There is no database {File}: name another one with --database.");
    }

    [Fact]
    public void JsonLoggers_WriteAnObjectPerLineWithTheValuesByName()
    {
        using var output = new StringWriter();
        using var loggers = new JsonLoggers(output, LogLevel.Information, tool.Environment.TimeProvider);
        var logger = loggers.CreateLogger("Flows.X");
        logger.LogDebug("not this");
        logger.LogWarning(new InvalidOperationException("no"), "Flow {Flow} is \"late\"", "f-1");
        var line = JsonElement.Parse(output.ToString());
        line.GetProperty("timestamp").GetString().ShouldBe("2024-05-01T10:00:00+00:00");
        line.GetProperty("level").GetString().ShouldBe("WARNING");
        line.GetProperty("name").GetString().ShouldBe("Flows.X");
        line.GetProperty("message").GetString().ShouldBe("Flow f-1 is \"late\"");
        line.GetProperty("Flow").GetString().ShouldBe("f-1");
        line.GetProperty("exception").GetString()!.ShouldContain("InvalidOperationException: no");
    }

    private Task<int> DbAsync(params string[] words) => tool.RunAsync(["server", "db", .. words, "--database", File]);
}
