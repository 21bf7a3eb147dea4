using System.Net;
using System.Net.Sockets;
using Flows.TestKit.Postgres;

namespace Flows.Server.Tests.Postgres;

/// <summary>What a server says when it cannot start on PostgreSQL, and that several can.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_OnADatabaseThatDoesNotExist_SaysHowToMakeIt()
    {
        var address = (await PostgresCluster.GetAsync()).Address("nowhere");
        (await FailAsync(address)).ShouldBe($"The database {address} cannot be opened: it does not exist. Make it with: createdb nowhere.");
    }

    [Fact]
    public async Task Start_WhereNobodyListens_AsksWhetherPostgresRuns()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        var message = await FailAsync($"postgresql://ann:secret@127.0.0.1:{port}/flows");
        message.ShouldStartWith($"The database postgresql://ann@127.0.0.1:{port}/flows cannot be opened: ");
        message.ShouldEndWith("Is PostgreSQL running there, and does it listen on that port?");
    }

    [Fact]
    public async Task Start_OnADatabaseOfANewerVersion_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync("insert into flows_schema (number, name, applied) values (99, 'future', '')");
        (await FailAsync(database.Address)).ShouldStartWith($"The database {database.Address} has schema 99, made by a newer version of Flows;");
        await database.RunAsync("delete from flows_schema where number = 99");
    }

    [Fact]
    public async Task Start_OfSeveralServersOnANewDatabase_MakesItsTablesOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var servers = Enumerable.Range(0, 3).Select(_ => FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = database.Address })).ToList();
        await Task.WhenAll(servers.Select(s => s.StartAsync()));
        (await database.RunAsync("select count(*) from flows_schema")).ShouldBe(1L);
        (await database.RunAsync("select count(*) from tenant")).ShouldBe(1L);
        foreach (var server in servers) await server.DisposeAsync();
    }

    private static async Task<string> FailAsync(string database)
    {
        await using var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = database, TimeProvider = TimeProvider.System });
        return (await Should.ThrowAsync<FlowsServerException>(() => server.StartAsync())).Message;
    }
}
