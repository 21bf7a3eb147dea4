using System.Globalization;
using System.Text.Json.Nodes;
using Flows.TestKit;

namespace Flows.Server.Tests.Claims;

/// <summary>
/// Agents in processes of their own, two of which freeze in the middle of their work and wake when others have taken over what they held: no run is
/// executed twice at once.
/// </summary>
public sealed class FrozenAgentTests
{
    private const int Agents = 4, Frozen = 2, MostRuns = 10_000, Creators = 16;

    [Fact]
    public async Task Freeze_OfTwoAgentsOfFour_DuplicatesNoRun()
    {
        var count = Math.Min(MostRuns, Soak.Times(300));
        await using var scenario = await Scenario.StartAsync();
        var agents = await Task.WhenAll(Enumerable.Range(0, Agents).Select(i => StartAgentAsync(scenario, i)));
        try
        {
            await CreateAsync(scenario, count);
            while (await CountAsync(scenario, "Success") < count / 3) await PassAsync(scenario, seconds: 1);
            foreach (var agent in agents[..Frozen]) await SignalAsync(agent, "-STOP");
            // The others do what they can get; then the leases end, and what the frozen ones had begun is put back, as Lazarus does.
            await FinishAsync(scenario, count, isPuttingBack: true);
            foreach (var agent in agents[..Frozen]) await SignalAsync(agent, "-CONT");
            // They are heard again, with whatever they still wanted to say.
            await CreateAsync(scenario, Agents * 8);
            await FinishAsync(scenario, count + Agents * 8, isPuttingBack: false);
        }
        finally
        {
            foreach (var agent in agents)
            {
                await SignalAsync(agent, "-CONT");
                await agent.KillAsync();
                await agent.DisposeAsync();
            }
        }
        await CheckAsync(scenario, count + Agents * 8);
    }

    private static async Task<BackgroundProgram> StartAgentAsync(Scenario scenario, int number) => (await BackgroundProgram.StartAsync(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "Flows.TestAgent.dll"), scenario.Server.Http.BaseAddress!.ToString(), $"agent-{number}"], line => line == "ready")).Program;

    private static Task SignalAsync(BackgroundProgram agent, string signal) => CommandLine.RunAsync("kill", signal, agent.Id.ToString(CultureInfo.InvariantCulture));

    private static async Task CreateAsync(Scenario scenario, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(Creators)) await Task.WhenAll(chunk.Select(_ => scenario.CreateRunAsync("")));
    }

    private static async Task FinishAsync(Scenario scenario, int count, bool isPuttingBack)
    {
        var (before, isStanding) = (-1, false);
        for (int done; (done = await CountAsync(scenario, "Success")) < count; before = done)
        {
            // Two looks without a change: nobody gets on.
            if (isPuttingBack && done == before && isStanding)
                foreach (var run in await StuckAsync(scenario))
                    await scenario.Server.PostAsync("mutation($input: set_flow_run_states_input!) { set_flow_run_states(input: $input) { states { id } } }",
                        new JsonObject { ["input"] = Scenario.FlowRunState(run, "Scheduled") });
            isStanding = done == before;
            await PassAsync(scenario, isStanding ? 61 : 1);
        }
    }

    /// <summary>Lets the server's time go on, for which its waiting agents wait.</summary>
    private static async Task PassAsync(Scenario scenario, int seconds)
    {
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(seconds));
        await scenario.Server.RunAsync("query { hello }");
    }

    private static async Task<int> CountAsync(Scenario scenario, string state) =>
        (await scenario.Server.RunAsync($"query {{ flow_run_aggregate(where: {{ state: {{ _eq: \"{state}\" }} }}) {{ aggregate {{ count }} }} }}"))
            .GetProperty("flow_run_aggregate").GetProperty("aggregate").GetProperty("count").GetInt32();

    private static async Task<IReadOnlyList<string>> StuckAsync(Scenario scenario) =>
        [.. (await scenario.Server.RunAsync("query { flow_run(where: { state: { _in: [\"Submitted\", \"Running\"] } }) { id } }")).GetProperty("flow_run")
            .EnumerateArray().Select(r => r.Text("id"))];

    private static async Task CheckAsync(Scenario scenario, int count)
    {
        var runs = (await scenario.Server.RunAsync("query { flow_run { id states(order_by: { version: asc }) { state } } }")).GetProperty("flow_run").EnumerateArray().ToList();
        runs.Count.ShouldBe(count);
        foreach (var run in runs)
        {
            var states = run.GetProperty("states").EnumerateArray().Select(s => s.Text("state")).ToList();
            states[^1].ShouldBe("Success", string.Join(' ', states));
            // From one time in the queue to the next, one agent takes it and one process runs it. A run that ends just as it is put back is run again.
            foreach (var part in string.Join(' ', states).Split("Scheduled", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim()))
                part.ShouldBeOneOf("", "Submitted", "Submitted Running", "Submitted Running Success");
        }
    }
}
