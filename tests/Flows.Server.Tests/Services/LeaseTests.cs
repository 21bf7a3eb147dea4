using Flows.Server.Data;
using Flows.Server.Services;
using Flows.Server.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Server.Tests.Services;

/// <summary>Which of several servers may do something.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider time = new(TestServer.Start);
    private OpenDatabase? opened;
    private Leases? leases;

    private IDatabase Database => opened!.Database;

    private Leases Leases => leases!;

    public async ValueTask InitializeAsync()
    {
        opened = await OpenDatabase.CreateAsync(time);
        leases = new(Database, new Clock(time), Duration);
    }

    public ValueTask DisposeAsync() => opened!.DisposeAsync();

    [Fact]
    public async Task Take_ByASecond_WaitsUntilItRunsOut()
    {
        (await Leases.TakeAsync("x", "a", default)).ShouldBe(new("x", "a", 1));
        time.Advance(Duration - TimeSpan.FromSeconds(1));
        (await Leases.TakeAsync("x", "b", default)).ShouldBeNull();
        (await Leases.HolderAsync("x", default)).ShouldBe("a");
        time.Advance(TimeSpan.FromSeconds(1));
        (await Leases.HolderAsync("x", default)).ShouldBeNull();
        (await Leases.TakeAsync("x", "b", default)).ShouldBe(new("x", "b", 2));
    }

    [Fact]
    public async Task Renew_KeepsIt()
    {
        var held = (await Leases.TakeAsync("x", "a", default))!;
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            (await Leases.RenewAsync(held, default)).ShouldBeTrue();
            (await Leases.TakeAsync("x", "b", default)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Release_LetsTheNextOneInAtOnce()
    {
        await Leases.ReleaseAsync((await Leases.TakeAsync("x", "a", default))!, default);
        (await Leases.TakeAsync("x", "b", default)).ShouldBe(new("x", "b", 2));
    }

    [Fact]
    public async Task Take_ByTheSameHolder_IsANewTerm()
    {
        var first = (await Leases.TakeAsync("x", "a", default))!;
        (await Leases.TakeAsync("x", "a", default)).ShouldBe(new("x", "a", 2));
        (await Leases.RenewAsync(first, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task EnsureHeld_ByOneWhoSlept_IsRefusedThoughNobodyToldIt()
    {
        var slept = (await Leases.TakeAsync("x", "a", default))!;
        time.Advance(Duration);
        var next = (await Leases.TakeAsync("x", "b", default))!;
        await Should.ThrowAsync<LeaseLostException>(() => WriteAsync(slept));
        (await Leases.RenewAsync(slept, default)).ShouldBeFalse();
        await WriteAsync(next);
    }

    [Fact]
    public async Task Take_ByManyAtOnce_IsWonByOne()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Leases.TakeAsync("x", $"replica {i}", default)));
        taken.Count(l => l is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Leases_OfDifferentNames_AreApart()
    {
        (await Leases.TakeAsync("x", "a", default)).ShouldNotBeNull();
        (await Leases.TakeAsync("y", "b", default)).ShouldNotBeNull();
    }

    private Task<bool> WriteAsync(Lease lease) => Database.WriteAsync(async session =>
    {
        await lease.EnsureHeldAsync(session);
        return true;
    });
}
