using System.Text.Json;
using Flows.Cli.Tests.Support;
using Flows.TestKit;

namespace Flows.Cli.Tests.Commands;

/// <summary>Commands that need no server.</summary>
public sealed class ToolCommandTests : IDisposable
{
    private readonly Tool tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public async Task Diagnostics_Settings_AreNamedAndNeverShown()
    {
        tool.Environment = tool.Environment.With(("cloud.api", "http://host:4200"), ("context.secrets.TOKEN", "hush"));

        (await tool.RunAsync("diagnostics")).ShouldBe(0, tool.Error);
        var answer = JsonElement.Parse(tool.Output);
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["config_overrides", "env_vars", "system_information"]);
        answer.GetProperty("config_overrides").GetProperty("cloud.api").GetBoolean().ShouldBeTrue();
        answer.GetProperty("config_overrides").GetProperty("context.secrets").GetBoolean().ShouldBeFalse();
        answer.GetProperty("env_vars").EnumerateArray().Select(v => v.GetString()).ShouldBe(["FLOWS__CLOUD__API"]);
        tool.Output.ShouldNotContain("hush");
        tool.Output.ShouldNotContain("TOKEN");
        tool.Output.ShouldNotContain("host:4200");
    }

    [Fact]
    public async Task Diagnostics_SecretNamesOnRequest_AreNames()
    {
        tool.Environment = tool.Environment.With(("context.secrets.TOKEN", "hush"));

        await tool.RunAsync("diagnostics", "--include-secret-names");
        tool.Output.ShouldContain("\"context.secrets.TOKEN\": true");
        tool.Output.ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("kv", "set", "a", "b")]
    [InlineData("kv", "list")]
    [InlineData("auth", "create-key", "--name", "x")]
    [InlineData("agent", "kubernetes", "start")]
    public async Task CommandOfTheCloud_AnyArguments_IsOneSentenceThatNamesTheWayOut(params string[] args)
    {
        (await tool.RunAsync(args)).ShouldBe(1);
        tool.Output.ShouldBeEmpty();
        tool.Error.Trim().Split('\n').Length.ShouldBe(1);
        tool.Error.Trim().ShouldEndWith(".");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Completion_EachShell_AsksThisTool(string shell)
    {
        (await tool.RunAsync("completion", shell)).ShouldBe(0);
        tool.Output.ShouldContain("[suggest:");
        tool.Output.ShouldNotContain("\r");
    }

    [Fact]
    public async Task Completion_Bash_IsAScript()
    {
        Prerequisite.Require(Prerequisite.FindProgram("bash") is null ? "There is no bash." : null);
        await tool.RunAsync("completion", "bash");
        var file = Path.Combine(tool.Home, "completion.sh");
        await File.WriteAllTextAsync(file, tool.Output);
        // A stand-in for the tool answers as it does.
        var script = $"flows() {{ printf 'flow-runs\\nflows\\n'; }}; source {file}; COMP_WORDS=(flows get flow-); COMP_CWORD=2; COMP_LINE='flows get flow-'; COMP_POINT=15; _flows_complete; echo \"${{COMPREPLY[@]}}\"";
        (await CommandLine.RunAsync("bash", "-c", script)).Text.Trim().ShouldBe("flow-runs");
    }

    [Fact]
    public async Task Suggest_WordThatIsBegun_NamesWhatMayCome()
    {
        (await tool.RunAsync("[suggest:12]", "flows get fl")).ShouldBe(0);
        tool.Output.ReplaceLineEndings("\n").ShouldBe("flow-runs\nflows\n");
    }

    [Theory]
    [InlineData("'gte' is no command of `flows`; did you mean 'get'?", "gte", "flows")]
    [InlineData("'flws' is no command of `flows get`; did you mean 'flows'?", "get", "flws")]
    [InlineData("'planes' is no command of `flows get`.", "get", "planes")]
    [InlineData("'--nmae' is no option of `flows run`; did you mean '--name'?", "run", "--nmae", "x")]
    [InlineData("`flows get` needs one of its commands: projects, flows, flow-runs, tasks, logs, agents.", "get")]
    [InlineData("`flows get flows` does not know what to do with 'x': it takes options only.", "get", "flows", "x")]
    [InlineData("--port is 65536, but ports go from 0 (any free one) to 65535.", "server", "start", "--port", "65536")]
    public async Task BadCommandLine_SaysWhatWasMeant(string error, params string[] args)
    {
        (await tool.RunAsync(args)).ShouldBe(2);
        tool.Error.ShouldStartWith(error + Environment.NewLine);
        tool.Error.TrimEnd().ShouldEndWith("--help` shows how it is used.");
    }

    [Fact]
    public async Task AgentStart_ServerIsAway_SaysSoWithinSeconds()
    {
        using var handler = new DeadServer();
        tool.Environment = tool.Environment with { HttpMessageHandler = handler, TimeProvider = TimeProvider.System };

        (await tool.RunAsync("agent", "local", "start")).ShouldBe(1);
        tool.Error.ShouldStartWith("The server at http://localhost:4200/ cannot be reached (Connection refused); start one with 'flows server start'");
        handler.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task AgentLocalInstall_Options_StandInTheUnitAndTheKeyApart()
    {
        tool.Environment = tool.Environment with { Self = ["/opt/my tools/flows"] };

        (await tool.RunAsync("agent", "local", "install", "--label", "my etl", "--key", "k-1", "--show-flow-logs", "--user", "ann")).ShouldBe(0, tool.Error);
        tool.Output.ShouldContain("\nExecStart=\"/opt/my tools/flows\" agent local start --label \"my etl\" --show-flow-logs\nEnvironment=FLOWS__CLOUD__API_KEY=k-1\nUser=ann\n");
        tool.Output.ShouldContain("KillMode=process");
    }

    [Fact]
    public async Task AgentLocalInstall_Supervisord_IsAProgram()
    {
        tool.Environment = tool.Environment with { Self = ["/opt/flows"] };

        (await tool.RunAsync("agent", "local", "install", "--format", "supervisord", "--label", "etl", "--user", "ann")).ShouldBe(0, tool.Error);
        tool.Output.ShouldContain("[program:flows-agent]\ncommand=/opt/flows agent local start --label etl\nuser=ann\nautostart=true\n");
    }

    [Fact]
    public async Task AgentDockerInstall_LocalServer_IsReachedFromInside()
    {
        (await tool.RunAsync("agent", "docker", "install", "--label", "etl", "--key", "k-1", "--image", "team/flows:1")).ShouldBe(0, tool.Error);
        tool.Output.ShouldContain("FLOWS__CLOUD__API: http://host.docker.internal:4200\n");
        tool.Output.ShouldContain("    command:\n      - flows\n      - agent\n      - docker\n      - start\n      - --label\n      - etl\n");
        tool.Output.ShouldNotContain("k-1");
        tool.Clear();
        (await tool.RunAsync("agent", "docker", "install", "--format", "run", "--api", "http://flows.example.com:4200")).ShouldBe(0, tool.Error);
        tool.Output.ShouldStartWith("docker run --detach --restart always --name flows-agent ");
        tool.Output.ShouldContain(" --env FLOWS__CLOUD__API=http://flows.example.com:4200 ");
    }

    [Fact]
    public async Task ServerConfig_Options_AreInTheComposeFile()
    {
        (await tool.RunAsync("server", "config", "--port", "5200", "--image", "team/flows:1")).ShouldBe(0, tool.Error);
        tool.Output.ShouldContain("    image: postgres:15\n");
        tool.Output.ShouldContain("      - 127.0.0.1:5200:5200\n");
        tool.Clear();
        (await tool.RunAsync("server", "config", "--expose", "--database", "postgresql://u:hush@db/flows")).ShouldBe(0, tool.Error);
        tool.Output.ShouldNotContain("postgres:15");
        tool.Output.ShouldNotContain("hush");
        tool.Output.ShouldContain("      - 4200:4200\n");
    }

    [Fact]
    public async Task ServerConfig_Json_HidesThePassword()
    {
        (await tool.RunAsync("server", "config", "--json", "--database", "postgresql://u:hush@db:5433/flows", "--hasura-port", "3000")).ShouldBe(0, tool.Error);
        JsonElement.Parse(tool.Output).GetProperty("database").GetString().ShouldBe("postgresql://u@db:5433/flows");
        tool.Error.Trim().ShouldBe("--hasura-port has no meaning here, since the server is one process with its own database: it is ignored.");
    }

    [Fact]
    public async Task ServerStop_NoneRuns_SaysSo()
    {
        (await tool.RunAsync("server", "stop")).ShouldBe(1);
        tool.Error.Trim().ShouldBe("No server that you started on this machine is running.");
    }

    [Fact]
    public async Task ServerStart_Detached_ReturnsAndIsStoppedLater()
    {
        tool.Environment = tool.Environment with { Self = ["dotnet", BuiltPrograms.Flows], TimeProvider = TimeProvider.System };
        var database = Path.Combine(tool.Home, "flows.db");

        (await tool.RunAsync("server", "start", "--detach", "--port", "0", "--ui-port", "0", "--database", database, "--json")).ShouldBe(0, tool.Error);
        var server = JsonElement.Parse(tool.Output);
        server.EnumerateObject().Select(p => p.Name).ShouldBe(["pid", "begun", "api", "ui", "database", "log"]);
        server.GetProperty("database").GetString().ShouldBe(database);
        tool.Environment = tool.Environment.With(("cloud.api", server.GetProperty("api").GetString())) with { HttpMessageHandler = null };
        (await tool.RunAsync("get", "projects")).ShouldBe(0, tool.Error);

        tool.Clear();
        (await tool.RunAsync("server", "stop")).ShouldBe(0, tool.Error);
        tool.Output.Trim().ShouldBe($"The server at {server.GetProperty("api").GetString()} has stopped.");
        (await File.ReadAllTextAsync(server.GetProperty("log").GetString()!)).ShouldContain("The server has stopped.");
        (await tool.RunAsync("server", "stop")).ShouldBe(1);
    }

    [Fact]
    public async Task ServerStart_DetachedAndRefused_SaysWhatTheServerSaid()
    {
        tool.Environment = tool.Environment with { Self = ["dotnet", BuiltPrograms.Flows], TimeProvider = TimeProvider.System };

        (await tool.RunAsync("server", "start", "--detach", "--host", "elsewhere")).ShouldBe(1);
        tool.Error.ShouldStartWith($"The server did not start:{Environment.NewLine}  The host \"elsewhere\" is not an IP address");
    }
}
