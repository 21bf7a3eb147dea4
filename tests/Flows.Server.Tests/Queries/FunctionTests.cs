using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.States;

namespace Flows.Server.Tests.Queries;

/// <summary>Root fields that are no tables: reference data, children of a mapped task run, walks along edges.</summary>
public sealed class FunctionTests(RunsDataset data) : IClassFixture<RunsDataset>
{
    [Fact]
    public async Task ReferenceData_OfStates_KnowsTheHierarchyOfTheSdk()
    {
        var hierarchy = (await data.Server.RunAsync("{ reference_data { state_hierarchy state_info } }")).GetProperty("reference_data");
        var states = typeof(State).Assembly.GetTypes().Where(typeof(State).IsAssignableFrom).ToDictionary(Name);
        foreach (var kind in hierarchy.GetProperty("state_hierarchy").EnumerateObject())
        {
            var kinds = states.Where(s => states[kind.Name].IsAssignableFrom(s.Value)).Select(s => s.Key).Order(StringComparer.Ordinal);
            kind.Value.EnumerateArray().Select(k => k.GetString()!).Order(StringComparer.Ordinal).ShouldBe(kinds);
            hierarchy.GetProperty("state_info").GetProperty(kind.Name).GetProperty("color").GetString()!.ShouldStartWith("#");
        }
        hierarchy.GetProperty("state_hierarchy").EnumerateObject().Count().ShouldBe(states.Count);

        static string Name(Type type) => type == typeof(MetaState) ? "_MetaState" : type.Name;
    }

    [Fact]
    public async Task MappedChildren_OfAParent_AreSummedUp() => (await data.Server.RunAsync(
        "query MappedChildren($taskRunId: UUID!) { mapped_children(task_run_id: $taskRunId) { min_start_time max_end_time state_counts __typename } }",
        new JsonObject { ["taskRunId"] = data.ParentId })).ShouldBeJson(
            """
            {"mapped_children": {"min_start_time": "2026-01-01T12:00:03.000000+00:00", "max_end_time": "2026-01-01T12:00:07.000000+00:00",
              "state_counts": {"Failed": 1, "Running": 1, "Success": 1}, "__typename": "mapped_children_payload"}}
            """);

    [Fact]
    public async Task MappedChildren_OfARunWithoutAny_AreNone() => (await data.Server.RunAsync(
        $"{{ mapped_children(task_run_id: \"{Guid.Empty}\") {{ min_start_time max_end_time state_counts }} }}"))
            .ShouldBeJson("""{"mapped_children": {"min_start_time": null, "max_end_time": null, "state_counts": {}}}""");

    [Fact]
    public async Task TaskRunInfo_OfATaskRun_IsItsState() => (await data.Server.RunAsync(
        $"{{ get_task_run_info(task_run_id: \"{data.ParentId}\") {{ version state serialized_state }} }}")).GetProperty("get_task_run_info").GetProperty("state")
            .GetString().ShouldBe("Mapped");

    [Theory]
    [InlineData("utility_downstream_tasks(args: {start_task_ids: \"{name}\"})", """[{"depth": 0, "task": {"slug": "name"}}, {"depth": 1, "task": {"slug": "hello-1"}}, {"depth": 2, "task": {"slug": "bye-1"}}]""")]
    [InlineData("utility_downstream_tasks(args: {start_task_ids: \"{name,hello-1}\", depth_limit: 1})", """[{"depth": 0, "task": {"slug": "name"}}, {"depth": 1, "task": {"slug": "hello-1"}}, {"depth": 1, "task": {"slug": "bye-1"}}]""")]
    [InlineData("utility_upstream_tasks(args: {start_task_ids: \"{bye-1}\"}, where: {depth: {_gt: 0}}, order_by: {task: {slug: desc}})", """[{"depth": 2, "task": {"slug": "name"}}, {"depth": 1, "task": {"slug": "hello-1"}}]""")]
    [InlineData("utility_upstream_tasks(args: {start_task_ids: [\"bye-1\"], depth_limit: 0})", """[{"depth": 0, "task": {"slug": "bye-1"}}]""")]
    [InlineData("utility_downstream_tasks(args: {start_task_ids: \"{}\"})", "[]")]
    [InlineData("utility_traversal", "[]")]
    public async Task Walk_AlongEdges_HasEachTaskOnceWithItsGreatestDepth(string field, string expected)
    {
        foreach (var (slug, id) in data.TaskIds) field = field.Replace($"{{{slug}}}", $"{{{id}}}").Replace($"{{{slug},", $"{{{id},").Replace($",{slug}}}", $",{id}}}").Replace($"[\"{slug}\"]", $"[\"{id}\"]");
        var answer = await data.Server.RunAsync($"{{ rows: {field} {{ depth task {{ slug }} }} }}");
        JsonElement[] rows = [.. answer.GetProperty("rows").EnumerateArray()];
        if (!field.Contains("order_by")) rows = [.. rows.OrderBy(r => r.GetProperty("depth").GetInt32()).ThenByDescending(r => r.GetProperty("task").GetProperty("slug").GetString())];
        JsonSerializer.SerializeToElement(rows).ShouldBeJson(expected);
    }

    [Fact]
    public async Task Walk_WithVariables_IsAnswered() => (await data.Server.RunAsync(
        "query($ids: _uuid, $depth: Int) { utility_downstream_tasks_aggregate(args: {start_task_ids: $ids, depth_limit: $depth}) { aggregate { count max { depth } } } }",
        new JsonObject { ["ids"] = $"{{{data.TaskIds["name"]}}}", ["depth"] = 1 }))
            .ShouldBeJson("""{"utility_downstream_tasks_aggregate": {"aggregate": {"count": 2, "max": {"depth": 1}}}}""");
}
