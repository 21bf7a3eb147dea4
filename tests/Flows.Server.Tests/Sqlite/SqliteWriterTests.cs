using Flows.Server.Data.Sqlite;
using Flows.Server.Sql;

namespace Flows.Server.Tests.Sqlite;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-writer-").FullName;
    private SqliteWriter? started;

    private SqliteWriter Writer => started!;

    public async ValueTask InitializeAsync()
    {
        started = new(SqliteConnections.OpenWriter(Path.Combine(folder, "t.db")), new SqliteDialect(), new());
        await Writer.WriteAsync(s => s.ExecuteAsync("create table t (n integer primary key)"), default);
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Write_ThatThrows_FailsAloneAndLeavesNothing()
    {
        var writes = Enumerable.Range(0, 50).Select(i => Writer.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("insert into t (n) values (@n)", ("n", i));
                return i % 10 == 3 ? throw new InvalidDataException($"no {i}") : i;
            },
            default)).ToList();
        foreach (var (i, write) in writes.Index())
        {
            if (i % 10 == 3) (await Should.ThrowAsync<InvalidDataException>(write)).Message.ShouldBe($"no {i}");
            else (await write).ShouldBe(i);
        }
        var rows = await Writer.WriteAsync(s => s.QueryAsync("select n from t order by n", r => r.GetInt32(0)), default);
        rows.ShouldBe(Enumerable.Range(0, 50).Where(i => i % 10 != 3));
    }

    [Fact]
    public async Task Write_ThatAwaitsSomethingElse_IsRefused()
    {
        var other = new TaskCompletionSource<int>();
        (await Should.ThrowAsync<InvalidOperationException>(Writer.WriteAsync(_ => other.Task, default))).Message.ShouldContain("nothing but its session");
    }

    [Fact]
    public async Task Write_WhoseCallerHasGone_IsNotRun()
    {
        using var gone = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var release = new ManualResetEventSlim();
        // Holds the writer while the next item queues up behind it.
        var first = Writer.WriteAsync(
            _ =>
            {
                started.SetResult();
                release.Wait();
                return Task.FromResult(1);
            },
            default);
        await started.Task;
        var second = Writer.WriteAsync(s => s.ExecuteAsync("insert into t (n) values (1)"), gone.Token);
        await gone.CancelAsync();
        release.Set();
        await first;
        await Should.ThrowAsync<OperationCanceledException>(second);
        (await Writer.WriteAsync(s => s.QueryAsync("select n from t", r => r.GetInt32(0)), default)).ShouldBeEmpty();
    }
}
