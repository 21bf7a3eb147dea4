using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Claims;

/// <summary>What agents do with claims, in short words.</summary>
internal static class ClaimSteps
{
    private const string Run =
        "runs { id claim lease_seconds version name state serialized_state parameters scheduled_start_time run_config labels "
        + "flow { id name version core_version storage } task_runs { id version task_id state serialized_state } }";

    public static (string, string) Claim(string token) => ("X-Flows-Claim", token);

    public static async Task<IReadOnlyList<JsonElement>> ClaimAsync(this Scenario scenario, string labels = "", int limit = 10, int wait = 0, JsonObject? more = null)
    {
        var input = more ?? [];
        input["labels"] = Labels(labels);
        input["limit"] = limit;
        input["wait_seconds"] = wait;
        return [.. (await scenario.Server.MutateAsync("claim_flow_runs", input, Run)).GetProperty("runs").EnumerateArray()];
    }

    /// <summary>Claims one run and returns its token.</summary>
    public static async Task<string> ClaimOneAsync(this Scenario scenario, string run, string labels = "")
    {
        var claimed = (await scenario.ClaimAsync(labels)).ShouldHaveSingleItem();
        claimed.Text("id").ShouldBe(run);
        return claimed.Text("claim");
    }

    public static Task<string> CreateRunAsync(this Scenario scenario, string labels, DateTimeOffset? start = null) => scenario.CreateRunAsync(
        new() { ["labels"] = Labels(labels), ["scheduled_start_time"] = start?.ToString("O") });

    public static Task<string> RefuseFlowRunAsync(this Scenario scenario, string run, string type, params (string, string)[] headers) =>
        scenario.Server.RefusedAsync("set_flow_run_states", Scenario.FlowRunState(run, type), "states { id }", headers);

    public static async Task<IReadOnlyList<string>> QueueAsync(this Scenario scenario, string labels = "") =>
        [.. (await scenario.Server.MutateAsync("get_runs_in_queue", new() { ["labels"] = Labels(labels) }, "flow_run_ids")).GetProperty("flow_run_ids")
            .EnumerateArray().Select(i => i.GetString()!)];

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static JsonArray Labels(string labels) => new([.. labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => (JsonNode)l)]);
}
