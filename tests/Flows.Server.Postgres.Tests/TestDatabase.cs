using System.Collections.Concurrent;
using System.Globalization;
using Flows.Server.Model;
using Flows.TestKit.Postgres;
using Npgsql;

namespace Flows.Server.Tests;

/// <summary>A PostgreSQL database of a test's own. Afterwards it is emptied for the next test, which is far cheaper than to make another.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Whether a JSON value comes back with its keys in the order in which they were stored: <c>jsonb</c> sorts them.</summary>
    public const bool KeepsKeyOrder = false;

    private const string Template = "flows_template";

    /// <summary>The tenants first, with nearly everything.</summary>
    private static readonly string Empty = string.Join(';', ServerModel.Current.Tables.Select(t => $"delete from {t.Name}"));

    private static readonly Lazy<Task> TemplateMade = new(MakeTemplateAsync);
    private static readonly ConcurrentBag<string> Idle = [];
    private static int made;

    private readonly PostgresCluster cluster;

    private TestDatabase(PostgresCluster cluster, string name) => (this.cluster, Name) = (cluster, name);

    public string Name { get; }

    /// <summary>What the option says.</summary>
    public string Address => cluster.Address(Name);

    public static async Task<TestDatabase> CreateAsync()
    {
        await TemplateMade.Value;
        var cluster = await PostgresCluster.GetAsync();
        return Idle.TryTake(out var idle) ? new(cluster, idle) : await MakeAsync(cluster, Template);
    }

    /// <summary>A database without any table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await MakeAsync(await PostgresCluster.GetAsync(), "template1");

    /// <summary>Runs a statement in this database.</summary>
    public Task<object?> RunAsync(string sql) => RunAsync(cluster, Name, sql);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RunAsync(Empty);
            Idle.Add(Name);
        }
        catch (PostgresException)
        {
            // The test has left something else behind; it goes with the server.
        }
    }

    private static async Task<TestDatabase> MakeAsync(PostgresCluster cluster, string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref made)}");
        await RunAsync(cluster, "postgres", $"create database {name} template {template}");
        return new(cluster, name);
    }

    private static async Task MakeTemplateAsync()
    {
        var cluster = await PostgresCluster.GetAsync();
        await RunAsync(cluster, "postgres", $"create database {Template}");
        await using (var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = cluster.Address(Template) })) await server.StartAsync();
        // Each test's server makes its own first tenant, at its own time.
        await RunAsync(cluster, Template, Empty);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The texts are this class's own.")]
    private static async Task<object?> RunAsync(PostgresCluster cluster, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(string.Create(CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={cluster.Port};Username=flows;Database={database};Pooling=false"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
