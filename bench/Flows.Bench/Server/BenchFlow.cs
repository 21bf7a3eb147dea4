using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>The flow whose runs are written: ten tasks in a row.</summary>
internal static class BenchFlow
{
    private const int Tasks = 10;

    public static async Task<string> RegisterAsync(Ask ask)
    {
        var project = await ask.OneAsync("{ project(limit: 1) { id } }", "project", "id").ConfigureAwait(false);
        var document = new JsonObject
        {
            ["__version__"] = "1.4.1",
            ["type"] = "prefect.core.flow.Flow",
            ["name"] = "bench",
            ["environment"] = null,
            ["schedule"] = null,
            ["reference_tasks"] = new JsonArray(),
            ["parameters"] = new JsonArray(),
            ["run_config"] = new JsonObject { ["type"] = "UniversalRun", ["labels"] = new JsonArray("bench"), ["env"] = null, ["__version__"] = "1.4.1" },
            ["storage"] = new JsonObject { ["type"] = "Local", ["flows"] = new JsonObject(), ["directory"] = "/", ["__version__"] = "1.4.1" },
            ["tasks"] = new JsonArray([.. Enumerable.Range(0, Tasks).Select(n => (JsonNode)new JsonObject
            {
                ["name"] = $"task {n}", ["slug"] = $"task-{n}", ["type"] = "prefect.tasks.core.function.FunctionTask", ["tags"] = new JsonArray(), ["max_retries"] = 0,
                ["retry_delay"] = null, ["trigger"] = new JsonObject { ["fn"] = "prefect.triggers.all_successful", ["kwargs"] = new JsonObject() }, ["auto_generated"] = false,
            })]),
            ["edges"] = new JsonArray(),
        };
        return (await ask.MutateAsync("create_flow", new() { ["project_id"] = project, ["serialized_flow"] = document }).ConfigureAwait(false)).GetProperty("id").GetString()!;
    }
}
