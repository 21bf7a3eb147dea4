using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Queries;

/// <summary>A server with two versions of one flow and one of another, and three runs, for queries with known answers.</summary>
public sealed class Dataset : IAsyncLifetime
{
    private Scenario? scenario;

    internal Scenario Scenario => scenario ?? throw new InvalidOperationException("not started");

    internal TestServer Server => Scenario.Server;

    public async ValueTask InitializeAsync()
    {
        scenario = await Scenario.StartAsync();
        Step();
        await scenario.RegisterAsync();
        Step();
        var other = await scenario.RegisterAsync(d =>
        {
            d["name"] = "100% other";
            d["tasks"] = new JsonArray();
            d["edges"] = new JsonArray();
        });
        foreach (var (name, labels) in new[] { ("r1", new JsonArray("a", "b")), ("r2", new JsonArray()), ("r3", new JsonArray("b")) })
        {
            Step();
            await scenario.CreateRunAsync(new()
            {
                ["flow_id"] = other,
                ["flow_run_name"] = name,
                ["labels"] = labels,
                ["parameters"] = new JsonObject { ["n"] = name.Length, ["text"] = "ü\"<" }
            });
        }
        var started = (await Server.RunAsync("{ flow_run(where: {name: {_eq: \"r2\"}}) { id } }")).GetProperty("flow_run")[0].GetProperty("id").GetString()!;
        await scenario.SetFlowRunAsync(started, "Running");
    }

    public async ValueTask DisposeAsync() => await Scenario.DisposeAsync();

    private void Step() => Server.Time.Advance(TimeSpan.FromSeconds(1));
}
