using System.Text.Json.Nodes;
using Flows.Server.Data.Sqlite;
using Flows.Server.Errors;
using Flows.Server.Sql;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Tests.Sqlite;

/// <summary>A disk without room, a file that others hold: a clear sentence, and everything goes on once the cause is gone.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-failures-").FullName;

    private string File => Path.Combine(folder, "t.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task FullDisk_FailsWithASentenceAndRecovers()
    {
        await using var writer = Writer();
        await writer.WriteAsync(s => s.ExecuteAsync("create table t (n integer primary key, x text)"), default);
        // The same as a disk without room: the file may have no page more.
        await writer.WriteAsync(s => s.ExecuteAsync("pragma max_page_count = 40"), default);
        var stored = 0;
        RequestException? refused = null;
        while (refused is null && stored < 1000)
        {
            try
            {
                await writer.WriteAsync(s => s.ExecuteAsync("insert into t (n, x) values (@n, @x)", ("n", stored), ("x", new string('x', 20_000))), default);
                stored++;
            }
            catch (RequestException e)
            {
                refused = e;
            }
        }
        refused!.Code.ShouldBe(ErrorCodes.Unavailable);
        refused.Message.ShouldBe($"The database {File} has no room left: make room on its disk, then try again; nothing was changed.");
        await writer.WriteAsync(s => s.ExecuteAsync("pragma max_page_count = 100000"), default);
        await writer.WriteAsync(s => s.ExecuteAsync("insert into t (n, x) values (@n, 'later')", ("n", stored)), default);
        (await writer.WriteAsync(s => s.QueryAsync("select n from t order by n", r => r.GetInt32(0)), default)).ShouldBe(Enumerable.Range(0, stored + 1));
    }

    [Fact]
    public async Task FullDisk_UnderManyWriters_LosesNothingAcknowledged()
    {
        await using var writer = Writer();
        await writer.WriteAsync(s => s.ExecuteAsync("create table t (n integer primary key, x text)"), default);
        await writer.WriteAsync(s => s.ExecuteAsync("pragma max_page_count = 60"), default);
        var acknowledged = (await Task.WhenAll(Enumerable.Range(0, 100).Select(async n =>
        {
            try
            {
                await writer.WriteAsync(s => s.ExecuteAsync("insert into t (n, x) values (@n, @x)", ("n", n), ("x", new string('x', 20_000))), default);
                return n;
            }
            catch (RequestException)
            {
                return -1;
            }
        }))).Where(n => n >= 0).ToList();
        acknowledged.Count.ShouldBeInRange(0, 99);
        (await writer.WriteAsync(s => s.QueryAsync("select n from t order by n", r => r.GetInt32(0)), default)).ShouldBe(acknowledged.Order());
    }

    [Fact]
    public async Task HeldFile_FailsWithASentenceAndRecovers()
    {
        await using var writer = Writer();
        await writer.WriteAsync(s => s.ExecuteAsync("create table t (n integer)"), default);
        using (Hold(File))
        {
            var refused = await Should.ThrowAsync<RequestException>(writer.WriteAsync(s => s.ExecuteAsync("insert into t values (1)"), default));
            refused.Message.ShouldBe($"The database {File} is held by another program: end it, then try again; nothing was changed.");
        }
        await writer.WriteAsync(s => s.ExecuteAsync("insert into t values (2)"), default);
        (await writer.WriteAsync(s => s.QueryAsync("select n from t", r => r.GetInt32(0)), default)).ShouldBe([2]);
    }

    [Fact]
    public async Task HeldFile_OfAServer_IsA503ThatClientsRepeat()
    {
        await using var scenario = await Scenario.StartAsync(configure: o => o.Database = File);
        var run = await scenario.CreateRunAsync();
        const string query = "mutation($input: set_flow_run_states_input!) { set_flow_run_states(input: $input) { states { id } } }";
        var variables = new JsonObject { ["input"] = Scenario.FlowRunState(run, "Running") };
        using (Hold(File))
        {
            var (status, answer) = await scenario.Server.PostAsync(query, variables.DeepClone());
            status.ShouldBe(503);
            answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("API_ERROR");
            // Reads go on.
            (await scenario.FlowRunAsync(run, "state")).ShouldBeJson("""{"state": "Scheduled"}""");
        }
        (await scenario.Server.PostAsync(query, variables)).Status.ShouldBe(200);
        (await scenario.FlowRunAsync(run, "state version")).ShouldBeJson("""{"state": "Running", "version": 2}""");
    }

    [Theory]
    [InlineData(Durability.Normal, 1)]
    [InlineData(Durability.Full, 2)]
    public async Task Durability_OfAWriter_IsThatOfItsCommits(Durability durability, int synchronous)
    {
        await using var writer = new SqliteWriter(SqliteConnections.OpenWriter(File, durability), new SqliteDialect(), new());
        (await writer.WriteAsync(s => s.QueryAsync("pragma synchronous", r => r.GetInt32(0)), default)).ShouldBe([synchronous]);
    }

    private SqliteWriter Writer() => new(SqliteConnections.OpenWriter(File, patience: 1), new SqliteDialect(), new());

    /// <summary>Another program that has begun to write.</summary>
    private static SqliteConnection Hold(string file)
    {
        var other = new SqliteConnection($"Data Source={file};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "begin immediate";
        command.ExecuteNonQuery();
        return other;
    }
}
