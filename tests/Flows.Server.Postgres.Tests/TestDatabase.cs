using System.Globalization;
using Flows.TestKit.Postgres;
using Npgsql;

namespace Flows.Server.Tests;

/// <summary>A PostgreSQL database of a test's own, made from one that has all tables, gone afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Whether a JSON value comes back with its keys in the order in which they were stored: <c>jsonb</c> sorts them.</summary>
    public const bool KeepsKeyOrder = false;

    private const string Template = "flows_template";

    private static readonly Lazy<Task> TemplateMade = new(MakeTemplateAsync);
    private static int made;

    private readonly PostgresCluster cluster;
    private readonly string name;

    private TestDatabase(PostgresCluster cluster, string name) => (this.cluster, this.name) = (cluster, name);

    /// <summary>What the option says.</summary>
    public string Address => cluster.Address(name);

    public static async Task<TestDatabase> CreateAsync()
    {
        await TemplateMade.Value;
        var cluster = await PostgresCluster.GetAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref made)}");
        await RunAsync(cluster, $"create database {name} template {Template} strategy file_copy");
        return new(cluster, name);
    }

    /// <summary>Runs a statement in this database.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection(cluster, name));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await RunAsync(cluster, $"drop database {name} with (force)");

    private static async Task MakeTemplateAsync()
    {
        var cluster = await PostgresCluster.GetAsync();
        await RunAsync(cluster, $"create database {Template}");
        await using var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = cluster.Address(Template) });
        await server.StartAsync();
        await server.StopAsync();
        // Each test's server makes its own first tenant, at its own time.
        await new TestDatabase(cluster, Template).RunAsync("delete from tenant");
    }

    private static async Task RunAsync(PostgresCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(Connection(cluster, "postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string Connection(PostgresCluster cluster, string database) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={cluster.Port};Username=flows;Database={database};Pooling=false");
}
