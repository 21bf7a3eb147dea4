namespace Flows.Server.Tests.Claims;

/// <summary>An agent that waits gets a run when its time comes, not at its next poll.</summary>
public sealed class LongPollTests
{
    private readonly WatchedTime time = new(TestServer.Start);

    [Fact]
    public async Task Wait_ForNothing_EndsAtItsTime()
    {
        await using var scenario = await StartAsync();
        var claim = scenario.ClaimAsync(wait: 11);
        await PassAsync(11);
        (await claim).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wait_WhenARunIsCreated_GivesItAtOnce()
    {
        await using var scenario = await StartAsync();
        var claim = scenario.ClaimAsync(wait: 11);
        await time.WaitsForAsync(TimeSpan.FromSeconds(11));
        var run = await scenario.CreateRunAsync("");
        (await claim).ShouldHaveSingleItem().Text("id").ShouldBe(run, "time has stood still");
    }

    [Fact]
    public async Task Wait_ForARunOfLater_GivesItAtItsTime()
    {
        await using var scenario = await StartAsync();
        var run = await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(5));
        var claim = scenario.ClaimAsync(wait: 31);
        await PassAsync(5);
        (await claim).ShouldHaveSingleItem().Text("id").ShouldBe(run);
    }

    [Fact]
    public async Task Wait_WhenARunOfSoonIsCreated_GivesItAtItsTime()
    {
        await using var scenario = await StartAsync();
        var claim = scenario.ClaimAsync(wait: 31);
        await time.WaitsForAsync(TimeSpan.FromSeconds(31));
        var run = await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(5));
        await PassAsync(5);
        (await claim).ShouldHaveSingleItem().Text("id").ShouldBe(run);
    }

    [Fact]
    public async Task Wait_WhenARunForOthersIsCreated_GoesOn()
    {
        await using var scenario = await StartAsync();
        var claim = scenario.ClaimAsync(wait: 11);
        await time.WaitsForAsync(TimeSpan.FromSeconds(11));
        await scenario.CreateRunAsync("other");
        await PassAsync(11);
        (await claim).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wait_ForAHeldRun_GetsItAtTheEndOfTheLease()
    {
        await using var scenario = await StartAsync();
        var run = await scenario.CreateRunAsync("");
        await scenario.ClaimOneAsync(run);
        var claim = scenario.ClaimAsync(wait: 60);
        await PassAsync(21);
        (await claim).ShouldHaveSingleItem().Text("id").ShouldBe(run);
    }

    [Fact]
    public async Task Wait_WhenARunIsReleased_GetsItAtOnce()
    {
        await using var scenario = await StartAsync();
        var run = await scenario.CreateRunAsync("");
        var token = await scenario.ClaimOneAsync(run);
        var claim = scenario.ClaimAsync(wait: 11);
        await time.WaitsForAsync(TimeSpan.FromSeconds(11));
        await scenario.Server.MutateAsync("release_flow_run", new() { ["flow_run_id"] = run }, "success", ClaimSteps.Claim(token));
        (await claim).ShouldHaveSingleItem().Text("id").ShouldBe(run, "time has stood still");
    }

    [Fact]
    public async Task Wait_BehindALimit_GetsTheRunWhenAnotherEnds()
    {
        await using var scenario = await StartAsync();
        await scenario.Server.MutateAsync("set_concurrency_limit", new() { ["label"] = "db", ["slots"] = 1 });
        var first = await scenario.CreateRunAsync("db");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(first, "db"));
        var second = await scenario.CreateRunAsync("db");
        var waiting = scenario.ClaimAsync("db", wait: 11);
        await time.WaitsForAsync(TimeSpan.FromSeconds(11));
        await scenario.SetFlowRunAsync(first, "Success", claim);
        (await waiting).ShouldHaveSingleItem().Text("id").ShouldBe(second, "time has stood still");
    }

    private Task<Scenario> StartAsync() => Scenario.StartAsync(configure: o => (o.TimeProvider, o.ClaimLease) = (time, TimeSpan.FromSeconds(21)));

    /// <summary>Lets so many seconds pass once the server waits for just as many.</summary>
    private async Task PassAsync(int seconds)
    {
        await time.WaitsForAsync(TimeSpan.FromSeconds(seconds));
        time.Advance(TimeSpan.FromSeconds(seconds));
    }
}
