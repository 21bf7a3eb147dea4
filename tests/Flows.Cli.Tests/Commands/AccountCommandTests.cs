using System.Text.Json;
using Flows.Cli.Tests.Support;
using Flows.Client;
using Flows.Server;

namespace Flows.Cli.Tests.Commands;

/// <summary>Keys of a real, exposed server, and the key that this user keeps.</summary>
public sealed class AccountCommandTests : IAsyncLifetime
{
    private readonly Tool tool = new();
    private FlowsServer? server;

    private string Database => Path.Combine(tool.Home, "server.db");

    public async ValueTask InitializeAsync()
    {
        server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Expose = true, Database = Database });
        await server.StartAsync();
        tool.Environment = tool.Environment.With(("cloud.api", server.ApiUri.ToString())) with { HttpMessageHandler = null, TimeProvider = TimeProvider.System };
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        tool.Dispose();
    }

    [Fact]
    public async Task Login_ThenKeys_AreMadeListedAndRevoked()
    {
        (await tool.RunAsync("get", "projects")).ShouldBe(1);
        tool.Error.ShouldContain("send an API key of this server");
        (await tool.RunAsync("auth", "login", "--key", server!.FirstApiKey!)).ShouldBe(0, tool.Error);
        tool.Output.ShouldContain("with the key 'first key' (admin)");
        var file = Path.Combine(tool.Home, ".prefect", "auth.toml");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await tool.RunAsync("get", "projects")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("auth", "status")).ShouldBe(0, tool.Error);
        tool.Output.ShouldContain($"first key (admin, from {file})");

        (await tool.RunAsync("server", "key", "create", "grafana", "--scope", "read", "--expires", "90d", "--json")).ShouldBe(0, tool.Error);
        var key = JsonElement.Parse(tool.Output[tool.Output.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("key").GetString()!;
        key.ShouldStartWith("flows_");
        (await tool.RunAsync("server", "key", "create", "grafana")).ShouldBe(1);
        tool.Error.ShouldContain("There is an API key named \"grafana\" already: revoke it first, or choose another name.");
        (await tool.RunAsync("server", "key", "list")).ShouldBe(0, tool.Error);
        tool.Output.ShouldMatch(@"grafana\s+read\s+\(all\)\s+good\s+flows_\w{6}");
        (await tool.RunAsync("server", "key", "revoke", "grafana")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("server", "key", "revoke", "grafana")).ShouldBe(1);
        tool.Error.ShouldContain("There is no good API key 'grafana'");

        (await tool.RunAsync("auth", "login", "--key", key)).ShouldBe(1);
        tool.Error.ShouldContain("the API key \"grafana\" was revoked at");
        (await tool.RunAsync("auth", "logout")).ShouldBe(0, tool.Error);
        (await tool.RunAsync("get", "projects")).ShouldBe(1);
    }

    [Fact]
    public async Task KeyCreate_InTheDatabaseOfAServerThatIsDown_OpensTheDoorAgain()
    {
        (await tool.RunAsync("server", "key", "create", "me", "--scope", "admin", "--database", Database)).ShouldBe(1);
        tool.Error.ShouldContain("in use by another server");
        await server!.DisposeAsync();
        (await tool.RunAsync("server", "key", "create", "me", "--scope", "admin", "--database", Database)).ShouldBe(0, tool.Error);
        tool.Output.ShouldStartWith("flows_");
        (await tool.RunAsync("server", "key", "create", "me", "--database", Path.Combine(tool.Home, "none.db"))).ShouldBe(1);
        tool.Error.ShouldContain("There is no database");
    }

    [Fact]
    public async Task Login_OfAServerThatIsOpen_KeepsNothing()
    {
        await using var open = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = Path.Combine(tool.Home, "open.db") });
        await open.StartAsync();
        tool.Environment = tool.Environment.With(("cloud.api", open.ApiUri.ToString()));
        (await tool.RunAsync("auth", "login", "--key", "flows_x")).ShouldBe(1);
        tool.Error.ShouldContain("asks this machine for no key");
        FlowsConfiguration.Load(tool.Environment.Sources).ApiKey.ShouldBeNull();
    }
}
