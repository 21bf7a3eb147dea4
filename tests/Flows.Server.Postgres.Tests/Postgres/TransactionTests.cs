using System.Buffers;
using System.Text;
using System.Text.Json;
using Flows.Server.Data.Postgres;
using Flows.Server.Model;
using Flows.Server.Sql;

namespace Flows.Server.Tests.Postgres;

/// <summary>Transactions on PostgreSQL: whole, on one snapshot, and again when that is safe.</summary>
public sealed class TransactionTests : IAsyncLifetime
{
    private TestDatabase? file;
    private PostgresHarness? opened;

    private PostgresHarness Harness => opened!;

    public async ValueTask InitializeAsync()
    {
        file = await TestDatabase.CreateEmptyAsync();
        opened = await PostgresHarness.OpenAsync(file.Address);
        await Harness.ExecuteAsync("create table t (n integer primary key, v integer not null default 0)");
    }

    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        await file!.DisposeAsync();
    }

    [Fact]
    public async Task Statement_ThatIsRunAgain_IsPreparedByThen()
    {
        var prepared = await Harness.Database.ReadAsync(async session =>
        {
            for (var i = 0; i < 3; i++) await session.QueryAsync("select v from t where n = @n", r => r.GetInt32(0), ("n", i));
            return await session.QueryAsync("select count(*) from pg_prepared_statements where statement like 'select v from t%'", r => r.GetInt64(0));
        });
        prepared.ShouldBe([1L]);
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNothing()
    {
        await Should.ThrowAsync<InvalidDataException>(Harness.Database.WriteAsync<int>(async session =>
        {
            await session.ExecuteAsync("insert into t (n) values (1)");
            throw new InvalidDataException("no");
        }));
        (await Harness.NumberAsync("select count(*) from t")).ShouldBe(0);
    }

    [Fact]
    public async Task Write_WhoseConnectionIsCut_RunsAgainAndIsStoredOnce()
    {
        var runs = 0;
        await Harness.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("insert into t (n) values (1)");
            if (++runs < 3) await CutAsync(session);
            return await session.ExecuteAsync("update t set v = v + 1");
        });
        runs.ShouldBe(3);
        (await Harness.NumberAsync("select sum(v) from t")).ShouldBe(1);
    }

    [Fact]
    public async Task Read_WhoseConnectionIsCut_RunsAgain()
    {
        var runs = 0;
        (await Harness.Database.ReadAsync(async session =>
        {
            if (++runs == 1) await CutAsync(session);
            return (await session.QueryAsync("select 7", r => r.GetInt32(0)))[0];
        })).ShouldBe(7);
    }

    [Fact]
    public async Task Writes_ThatWaitForEachOtherInACircle_BothSucceed()
    {
        await Harness.ExecuteAsync("insert into t (n) values (1), (2)");
        using var both = new CountdownEvent(2);
        await Task.WhenAll(Task.Run(() => MoveAsync(1, 2)), Task.Run(() => MoveAsync(2, 1)));
        (await Harness.NumberAsync("select sum(v) from t")).ShouldBe(4);

        Task<int> MoveAsync(int first, int second) => Harness.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("update t set v = v + 1 where n = @n", ("n", first));
            if (!both.IsSet) both.Signal();
            both.Wait(TestContext.Current.CancellationToken);
            return await session.ExecuteAsync("update t set v = v + 1 where n = @n", ("n", second));
        });
    }

    [Fact]
    public async Task Read_OfSeveralQueries_StandsOnOneSnapshot()
    {
        var counts = await Harness.Database.ReadAsync(async session =>
        {
            var before = await session.QueryAsync("select count(*) from t", r => r.GetInt64(0));
            await Harness.ExecuteAsync("insert into t (n) values (5)");
            return (before[0], (await session.QueryAsync("select count(*) from t", r => r.GetInt64(0)))[0]);
        });
        counts.ShouldBe((0, 0));
    }

    [Fact]
    public async Task Answer_OfSeveralRoots_IsOneTransactionOnOneSnapshot()
    {
        var plan = new RowPlan("select json_build_object('at', now()::text, 'isolation', current_setting('transaction_isolation'), 'writes', current_setting('transaction_read_only'))",
            [], RowForm.Json, new([]));
        var output = new ArrayBufferWriter<byte>();
        await Harness.Database.AnswerAsync([new("a", plan), new("b", null, "1"), new("c", plan)], output);
        var answer = JsonElement.Parse(Encoding.UTF8.GetString(output.WrittenSpan));
        answer.GetProperty("a").GetRawText().ShouldBe(answer.GetProperty("c").GetRawText());
        answer.GetProperty("a").GetProperty("isolation").GetString().ShouldBe("repeatable read");
        answer.GetProperty("a").GetProperty("writes").GetString().ShouldBe("on");
    }

    [Fact]
    public async Task ExecuteEach_OfManyRows_CountsWhatAllOfThemChanged()
    {
        (await Harness.Database.WriteAsync(s => s.ExecuteEachAsync("insert into t (n, v) values (@n, @v) on conflict (n) do nothing", ["v", "n"],
            [.. Enumerable.Range(0, 700).Select(i => (object?[])[i, i % 500])]))).ShouldBe(500);
        (await Harness.NumberAsync("select count(*) from t")).ShouldBe(500);
    }

    [Fact]
    public async Task Insert_OfEveryKindOfColumn_KeepsValuesAndNulls()
    {
        var (id, at) = (Guid.NewGuid(), TestServer.Start);
        var tenant = ServerModel.Current["tenant"];
        await Harness.Database.WriteAsync(async session =>
        {
            await session.InsertAsync(tenant, ["id", "created", "updated", "name", "slug", "info", "settings"],
            [
                [id, at, at, "a\0b", "a", null, new JsonText("""{"x": "\u0000", "y": "\\u0000"}""")], [Guid.NewGuid(), at, at, "c", "c", new JsonText("1"), new JsonText("{}")],
            ]);
            return 0;
        });
        var row = await Harness.Database.ReadAsync(s => s.QueryAsync("select name, created, info is null, settings from tenant where id = @id",
            r => (r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.GetBoolean(2), r.GetString(3)), ("id", id)));
        // PostgreSQL has no character 0; the replacement character stands for it.
        row[0].ShouldBe(("a\uFFFDb", at, true, "{\"x\": \"\uFFFD\", \"y\": \"\\\\u0000\"}"));
    }

    [Fact]
    public async Task Read_ThatTakesTooLong_SaysSo()
    {
        await using var impatient = await PostgresDatabase.OpenAsync(file!.Address, new(10, TimeSpan.FromMilliseconds(50)), TimeProvider.System, new(),
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        (await Should.ThrowAsync<Flows.Server.Errors.RequestException>(impatient.ReadAsync(s => s.QueryAsync("select pg_sleep(20)", _ => 0))))
            .Message.ShouldBe("the query took longer than 0 s; narrow it with where and limit");
    }

    private async Task CutAsync(Flows.Server.Data.ISqlSession session)
    {
        var process = (await session.QueryAsync("select pg_backend_pid()", r => r.GetInt32(0)))[0];
        await file!.RunAsync($"select pg_terminate_backend({process}, 5000)");
    }
}
