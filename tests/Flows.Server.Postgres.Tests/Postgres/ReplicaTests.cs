using System.Collections.Concurrent;
using Flows.Server.Events;

namespace Flows.Server.Tests.Postgres;

/// <summary>Several replicas on one database hear of each other's commits.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Event_OfOneReplica_ReachesTheOthersOnceAndItselfOnce()
    {
        await using var file = await TestDatabase.CreateAsync();
        await using var first = await PostgresHarness.OpenAsync(file.Address);
        await using var second = await PostgresHarness.OpenAsync(file.Address);
        var (here, there) = (new Received(first.Events), new Received(second.Events));
        var happened = new FlowRunChanged(Guid.NewGuid(), Guid.NewGuid(), "Running", 3, TestServer.Start);
        await PublishAsync(first, happened);
        here.All.ShouldBe([happened]);
        (await there.NextAsync()).ShouldBe(happened);
        // What the second says comes back after all that the first has said: so nothing was doubled.
        var answer = new LogsWritten(Guid.NewGuid(), Guid.NewGuid(), 12);
        await PublishAsync(second, answer);
        (await here.NextAsync()).ShouldBe(happened);
        (await here.NextAsync()).ShouldBe(answer);
        there.All.ShouldBe([happened, answer]);
        here.All.ShouldBe([happened, answer]);
    }

    [Fact]
    public async Task Events_OfATransactionThatFails_ReachNobody()
    {
        await using var file = await TestDatabase.CreateAsync();
        await using var first = await PostgresHarness.OpenAsync(file.Address);
        var here = new Received(first.Events);
        await Should.ThrowAsync<InvalidDataException>(first.Database.WriteAsync<int>(session =>
        {
            session.Publish(new LogsWritten(Guid.NewGuid(), Guid.NewGuid(), 1));
            throw new InvalidDataException("no");
        }));
        here.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_MoreThanANoticeHolds_AllArriveInOrder()
    {
        await using var file = await TestDatabase.CreateAsync();
        await using var first = await PostgresHarness.OpenAsync(file.Address);
        await using var second = await PostgresHarness.OpenAsync(file.Address);
        var there = new Received(second.Events);
        var events = Enumerable.Range(0, 200).Select(i => new LogsWritten(Guid.NewGuid(), Guid.NewGuid(), i)).ToList();
        await PublishAsync(first, [.. events]);
        foreach (var happened in events) (await there.NextAsync()).ShouldBe(happened);
    }

    [Fact]
    public async Task Listener_WhoseConnectionIsCut_ListensAgain()
    {
        await using var file = await TestDatabase.CreateAsync();
        await using var first = await PostgresHarness.OpenAsync(file.Address);
        await using var second = await PostgresHarness.OpenAsync(file.Address);
        var there = new Received(second.Events);
        await file.RunAsync("select count(pg_terminate_backend(pid, 5000)) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");
        var happened = new LogsWritten(Guid.NewGuid(), Guid.NewGuid(), 1);
        // What is said before it listens again is lost; whoever waits has a timer beside the events.
        while (!there.All.Contains(happened))
        {
            await PublishAsync(first, happened);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static Task PublishAsync(PostgresHarness replica, params ServerEvent[] events) => replica.Database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("update lease set term = term");
        foreach (var happened in events) session.Publish(happened);
        return true;
    });

    private sealed class Received
    {
        private readonly System.Threading.Channels.Channel<ServerEvent> next = System.Threading.Channels.Channel.CreateUnbounded<ServerEvent>();

        public Received(EventHub hub) => hub.Subscribe(happened =>
        {
            All.Enqueue(happened);
            next.Writer.TryWrite(happened);
        });

        public ConcurrentQueue<ServerEvent> All { get; } = [];

        public ValueTask<ServerEvent> NextAsync() => next.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }
}
