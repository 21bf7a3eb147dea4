using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Tests.Sqlite;

/// <summary>What a server says when it cannot start: one sentence that names the thing and the way out.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly int Newest = Flows.Server.Data.Migrations.Migration.All[^1].Number;

    private readonly string folder = Directory.CreateTempSubdirectory("flows-start-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_OnAPortInUse_NamesPortAndOption(bool api)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var error = await FailAsync(o => _ = api ? o.ApiPort = port : o.UiPort = port);
        error.ShouldBe($"Port {port} on 127.0.0.1 is in use by another program: stop that program, or choose another port with --{(api ? "port" : "ui-port")}.");
    }

    [Theory]
    [InlineData(99999, 0, "--port is 99999, but ports go from 0 (any free one) to 65535.")]
    [InlineData(0, -1, "--ui-port is -1, but ports go from 0 (any free one) to 65535.")]
    [InlineData(4242, 4242, "API and dashboard cannot both have the port 4242: choose another one with --port or --ui-port.")]
    public async Task Start_OnPortsThatCannotBe_IsRefused(int api, int ui, string sentence) =>
        (await FailAsync(o => (o.ApiPort, o.UiPort) = (api, ui))).ShouldBe(sentence);

    [Fact]
    public async Task Start_OnAnAddressOfAnotherMachine_SaysSo() =>
        (await FailAsync(o => (o.Host, o.Expose, o.ApiKey, o.ApiPort) = ("203.0.113.77", true, "k", 4242)))
            .ShouldBe("The address 203.0.113.77 is not one of this machine: choose another with --host.");

    [Fact]
    public async Task Start_OnADatabaseWithoutAName_IsRefused() =>
        (await FailAsync(o => o.Database = "")).ShouldBe("The database has no name: name a file in a folder that can be written.");

    [Fact]
    public async Task Start_OnAnAddressOthersReach_NeedsExpose() =>
        (await FailAsync(o => o.Host = "0.0.0.0"))
            .ShouldBe("The address 0.0.0.0 is reached by other machines: add --expose; callers then need an API key.");

    [Fact]
    public async Task Start_OnAHostThatIsNoAddress_IsRefused() =>
        (await FailAsync(o => o.Host = "nowhere")).ShouldStartWith("The host \"nowhere\" is not an IP address");

    [Fact]
    public async Task Start_OnADatabaseThatIsAFolder_IsRefused() =>
        (await FailAsync(o => o.Database = folder)).ShouldStartWith($"The database {folder} cannot be opened: ");

    [Fact]
    public async Task Start_OnADatabaseBelowAFile_IsRefused()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "x");
        (await FailAsync(o => o.Database = Path.Combine(file, "server.db"))).ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task Start_OnAFileThatIsNoDatabase_IsRefusedAndLeavesItAlone()
    {
        var file = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        (await FailAsync(o => o.Database = file)).ShouldContain("cannot be opened");
        (await File.ReadAllTextAsync(file)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task Start_OnADatabaseOfANewerVersion_IsRefused()
    {
        await StartOnceAsync();
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "insert into flows_schema (number, name, applied) values (99, 'future', '')";
            await command.ExecuteNonQueryAsync();
        }
        (await FailAsync(_ => { }))
            .ShouldBe($"The database {Database} has schema 99, made by a newer version of Flows; this one knows schema {Newest}. Update Flows, or name another database.");
    }

    [Fact]
    public async Task Start_OfASecondServerOnTheSameFile_IsRefusedUntilTheFirstStops()
    {
        var first = FlowsServer.Create(Options(_ => { }));
        await first.StartAsync();
        (await FailAsync(_ => { })).ShouldBe($"The database {Database} is in use by another server. Stop that one, or name another database.");
        await first.StopAsync();
        await StartOnceAsync();
    }

    [Fact]
    public async Task Start_AfterAFailedOne_FindsNothingLeftBehind()
    {
        await FailAsync(o => o.Host = "0.0.0.0");
        using (var other = new TcpListener(IPAddress.Loopback, 0))
        {
            other.Start();
            await FailAsync(o => o.ApiPort = ((IPEndPoint)other.LocalEndpoint).Port);
        }
        await StartOnceAsync();
    }

    [Fact]
    public async Task Run_UntilCancelled_StopsTheServer()
    {
        await using var server = FlowsServer.Create(Options(_ => { }));
        using var stop = new CancellationTokenSource();
        var run = server.RunAsync(stop.Token);
        await stop.CancelAsync();
        await run;
        Should.Throw<InvalidOperationException>(() => server.ApiUri);
    }

    private string Database => Path.Combine(folder, "server.db");

    private FlowsServerOptions Options(Action<FlowsServerOptions> configure)
    {
        var options = new FlowsServerOptions { ApiPort = 0, UiPort = 0, Database = Database };
        configure(options);
        return options;
    }

    private async Task StartOnceAsync()
    {
        await using var server = FlowsServer.Create(Options(_ => { }));
        await server.StartAsync();
    }

    private async Task<string> FailAsync(Action<FlowsServerOptions> configure)
    {
        await using var server = FlowsServer.Create(Options(configure));
        return (await Should.ThrowAsync<FlowsServerException>(() => server.StartAsync())).Message;
    }
}
