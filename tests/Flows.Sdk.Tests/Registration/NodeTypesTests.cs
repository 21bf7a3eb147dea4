using System.Text.Json;
using Flows.Registration;

namespace Flows.Sdk.Tests.Registration;

/// <summary>The tasks that control flow brings, as the original's classes are written.</summary>
public sealed class NodeTypesTests
{
    private const string Always = "prefect.triggers.all_successful";
    private static readonly JsonElement Document = FlowDocuments.From(
        Flow.Define("F", f =>
        {
            var kind = f.Parameter<string>("kind");
            f.Merge(f.Case(kind, "a", () => f.Task("x", () => 1)), f.Task("y", () => 2));
            f.Switch(kind).Case("b", () => { f.Task("z", () => 1); }).Default(() => { f.Task("w", () => 1); });
            f.Resource("db", () => 1, _ => { }).Use(_ => { });
            f.Each(["a", "bcdefghi"]).Greet();
            f.Each([1, 2]).Greet();
            f.Tuple(kind, kind);
            f.Set(kind, kind);
            f.StartFlowRun("child", "P");
        }).Graph,
        RunConfigDocuments.From(new UniversalRun(), [])).ToJson();

    public static TheoryData<string, string, string, string, string, bool> Expected => new()
    {
        { "case(a)-1", "prefect.tasks.control_flow.conditional.CompareValue", "value", "None", Always, true },
        { "CompareValue: \"b\"-switch-1", "prefect.tasks.control_flow.conditional.CompareValue", "value", "None", Always, true },
        { "CompareValue: default-switch-1", "prefect.tasks.control_flow.conditional.CompareValue", "value", "None", Always, true },
        { "Merge-1", "prefect.tasks.control_flow.conditional.Merge", "task_results", "<class 'int'>", "prefect.triggers.not_all_skipped", false },
        { "db-1", "prefect.tasks.core.function.FunctionTask", "", "typing.Any", Always, true },
        { "db.setup-1", "prefect.tasks.core.resource_manager.ResourceSetupTask", "mgr", "<class 'int'>", Always, true },
        { "db.cleanup-1", "prefect.tasks.core.resource_manager.ResourceCleanupTask", "mgr resource", "None", "prefect.tasks.core.resource_manager.resource_cleanup_trigger", false },
        { "Constant[list]-1", "prefect.tasks.core.constants.Constant", "", "typing.Any", Always, true },
        { "[1, 2]-1", "prefect.tasks.core.constants.Constant", "", "typing.Any", Always, true },
        { "Tuple-1", "prefect.tasks.core.collections.Tuple", "task_results", "<class 'tuple'>", Always, true },
        { "Set-1", "prefect.tasks.core.collections.Set", "task_results", "<class 'set'>", Always, true },
        {
            "Flow child-1", "prefect.tasks.prefect.flow_run.StartFlowRun",
            "flow_name idempotency_key new_flow_context parameters project_name run_config run_name scheduled_start_time", "<class 'str'>", Always, true
        },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Task_OfControlFlow_IsWrittenAsTheOriginals(string slug, string type, string inputs, string outputs, string trigger, bool skips)
    {
        var task = Document.GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("slug").GetString() == slug);

        task.GetProperty("type").GetString().ShouldBe(type);
        task.GetProperty("inputs").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ShouldBe(inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        task.GetProperty("outputs").GetString().ShouldBe(outputs);
        task.GetProperty("trigger").GetProperty("fn").GetString().ShouldBe(trigger);
        task.GetProperty("skip_on_upstream_skip").GetBoolean().ShouldBe(skips);
        task.GetProperty("auto_generated").GetBoolean().ShouldBe(type.Contains("constants", StringComparison.Ordinal) || type.Contains("collections", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "None")]
    [InlineData(true, "True")]
    [InlineData("it's", "it's")]
    [InlineData(5, "5")]
    [InlineData(2.0, "2.0")]
    [InlineData(2.5, "2.5")]
    [InlineData(DayOfWeek.Friday, "Friday")]
    [InlineData('x', "x")]
    public void Case_OfAnyValue_IsNamedAsTheOriginalShowsIt(object? value, string expected)
    {
        var flow = Flow.Define("F", f => f.Case(f.Parameter<object?>("p", null), value, () => { f.Task("x", () => 1); }));

        flow.Graph.Nodes[^1].Slug.ShouldBe($"case({expected})-1");
    }
}

internal static class Greetings
{
    public static void Greet<T>(this Elements<T> elements) => new Flows.Binding.TaskDefinition<T>(new() { Name = "greet" }, [new("value", typeof(T), true)], a => new(a.Get<T>(0)))
        .Map(Flows.Binding.Argument.From(elements));
}
