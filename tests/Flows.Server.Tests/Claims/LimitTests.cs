using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Claims;

/// <summary>How many runs may be active at once.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Limit_OfALabel_BoundsClaimsUntilARunEnds()
    {
        await using var scenario = await Scenario.StartAsync();
        await LimitAsync(scenario, "db", 2);
        for (var i = 0; i < 4; i++) await scenario.CreateRunAsync(i == 3 ? "other" : "db");
        var claimed = await scenario.ClaimAsync("db,other");
        claimed.Count.ShouldBe(3);
        claimed.Count(r => r.GetProperty("labels").ToString().Contains("db", StringComparison.Ordinal)).ShouldBe(2);
        (await scenario.ClaimAsync("db,other")).ShouldBeEmpty();
        var first = claimed.First(r => r.GetProperty("labels").ToString().Contains("db", StringComparison.Ordinal));
        foreach (var state in new[] { "Submitted", "Running" })
        {
            await scenario.SetFlowRunAsync(first.Text("id"), state, ClaimSteps.Claim(first.Text("claim")));
            (await scenario.ClaimAsync("db,other")).ShouldBeEmpty();
        }
        await scenario.SetFlowRunAsync(first.Text("id"), "Failed", ClaimSteps.Claim(first.Text("claim")));
        (await scenario.ClaimAsync("db,other")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Limit_OfAFlowGroup_BoundsItsFlowsOnly()
    {
        await using var scenario = await Scenario.StartAsync();
        var group = (await scenario.Server.RunAsync($"query {{ flow_by_pk(id: \"{scenario.FlowId}\") {{ flow_group_id }} }}")).GetProperty("flow_by_pk").Text("flow_group_id");
        var other = await scenario.RegisterAsync(d => d["name"] = "Other");
        await scenario.Server.MutateAsync("set_concurrency_limit", new() { ["flow_group_id"] = group, ["slots"] = 1 });
        await scenario.CreateRunAsync("");
        await scenario.CreateRunAsync("");
        await scenario.CreateRunAsync(new() { ["flow_id"] = other, ["labels"] = new JsonArray() });
        (await scenario.ClaimAsync()).Select(r => r.GetProperty("flow").Text("name")).ShouldBe(["Hello", "Other"], ignoreOrder: true);
        (await scenario.ClaimAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Limit_ThatManyAgentsReachAtOnce_IsNeverExceeded()
    {
        await using var scenario = await Scenario.StartAsync();
        await LimitAsync(scenario, "db", 7);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => scenario.CreateRunAsync("db")));
        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => scenario.ClaimAsync("db", limit: 3)));
        claims.Sum(c => c.Count).ShouldBe(7);
    }

    [Fact]
    public async Task Limit_ForAgentsOfTheOriginal_HidesAndRefusesWhatIsTooMany()
    {
        await using var scenario = await Scenario.StartAsync();
        await LimitAsync(scenario, "db", 1);
        var first = await scenario.CreateRunAsync("db");
        var second = await scenario.CreateRunAsync("db");
        (await scenario.QueueAsync("db")).Count.ShouldBe(1);
        await scenario.SetFlowRunAsync(first, "Submitted");
        (await scenario.QueueAsync("db")).ShouldBeEmpty();
        (await scenario.RefuseFlowRunAsync(second, "Submitted")).ShouldBe(
            $"State update failed: flow run {second} waits, since 1 of the 1 runs that the label \"db\" allows are active.");
        (await scenario.ClaimAsync("db")).ShouldBeEmpty();
        await scenario.SetFlowRunAsync(first, "Running");
        await scenario.SetFlowRunAsync(first, "Success");
        (await scenario.QueueAsync("db")).ShouldBe([second]);
        await scenario.SetFlowRunAsync(second, "Submitted");
    }

    [Fact]
    public async Task Limit_WhoseSlotWasGivenAway_RefusesTheLateHolder()
    {
        await using var scenario = await Scenario.StartAsync();
        await LimitAsync(scenario, "db", 1);
        var first = await scenario.CreateRunAsync("db", TestServer.Start.AddSeconds(-2));
        var late = ClaimSteps.Claim(await scenario.ClaimOneAsync(first, "db"));
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(61));
        var second = await scenario.CreateRunAsync("db", TestServer.Start.AddSeconds(-5));
        await scenario.ClaimOneAsync(second, "db");
        (await scenario.RefuseFlowRunAsync(first, "Submitted", late)).ShouldContain("the label \"db\" allows");
    }

    [Fact]
    public async Task Limit_OfNoSlots_LetsAllWaitUntilItIsChangedOrDeleted()
    {
        await using var scenario = await Scenario.StartAsync();
        var limit = await LimitAsync(scenario, "db", 0);
        await scenario.CreateRunAsync("db");
        await scenario.CreateRunAsync("db");
        (await scenario.ClaimAsync("db")).ShouldBeEmpty();
        (await LimitAsync(scenario, "db", 1)).ShouldBe(limit, "it is the same limit");
        (await scenario.ClaimAsync("db")).Count.ShouldBe(1);
        await scenario.Server.MutateAsync("delete_concurrency_limit", new() { ["concurrency_limit_id"] = limit }, "success");
        (await scenario.ClaimAsync("db")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"slots": 1}""", "A concurrency limit is of a label or of a flow group: give one of `label` and `flow_group_id`.")]
    [InlineData("""{"slots": 1, "label": "a", "flow_group_id": "00000000-0000-0000-0000-000000000001"}""",
        "A concurrency limit is of a label or of a flow group: give one of `label` and `flow_group_id`.")]
    [InlineData("""{"slots": -1, "label": "a"}""", "A concurrency limit has 0 or more slots, not -1; to lift a limit use delete_concurrency_limit.")]
    [InlineData("""{"slots": 1, "flow_group_id": "00000000-0000-0000-0000-000000000001"}""", "Flow group not found: 00000000-0000-0000-0000-000000000001.")]
    public async Task Limit_ThatMakesNoSense_IsRefused(string input, string message)
    {
        await using var server = await TestServer.StartAsync();
        (await server.RefusedAsync("set_concurrency_limit", JsonNode.Parse(input)!.AsObject())).ShouldBe(message);
    }

    [Fact]
    public async Task Delete_OfAnUnknownLimit_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        (await server.RefusedAsync("delete_concurrency_limit", new() { ["concurrency_limit_id"] = "00000000-0000-0000-0000-000000000001" }, "success"))
            .ShouldBe("Concurrency limit not found: 00000000-0000-0000-0000-000000000001.");
    }

    private static async Task<string> LimitAsync(Scenario scenario, string label, int slots) =>
        (await scenario.Server.MutateAsync("set_concurrency_limit", new() { ["label"] = label, ["slots"] = slots })).Text("id");
}
