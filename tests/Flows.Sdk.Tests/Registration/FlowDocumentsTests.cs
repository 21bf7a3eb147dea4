using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Registration;
using Flows.Wire;

namespace Flows.Sdk.Tests.Registration;

/// <summary>Our documents beside those that the original wrote for the same flows.</summary>
public sealed class FlowDocumentsTests
{
    [Fact]
    public void Document_HelloDockerEcs_IsTheOriginals() =>
        Document(OriginalFlows.HelloDockerEcs()).ShouldBeJson(WithoutStorage(Fixtures.Read("01_hello_docker_ecs.json")));

    [Fact]
    public void Document_HelloLocal_IsTheOriginals() =>
        Document(OriginalFlows.HelloLocal()).ShouldBeJson(WithoutStorage(Fixtures.Read("02_hello_local.json")));

    /// <summary>The original's operators have classes of their own; here they are plain tasks.</summary>
    [Fact]
    public void Document_MapFlatten_IsTheOriginals() =>
        Document(OriginalFlows.MapFlatten()).ShouldBeJson(JsonElement.Parse(WithoutStorage(Fixtures.Read("03_map_flatten.json")).GetRawText()
            .Replace("prefect.tasks.core.operators.Add", WireConstants.FunctionTask, StringComparison.Ordinal)
            .Replace("prefect.tasks.core.operators.Mul", WireConstants.FunctionTask, StringComparison.Ordinal)));

    [Theory]
    [InlineData("p")]
    [InlineData("dup-1")]
    [InlineData("dup-2")]
    [InlineData("retry-1")]
    [InlineData("timeout-1")]
    public void Task_RetriesAndTimeouts_IsTheOriginals(string slug)
    {
        var expected = Item(Fixtures.Read("09_retries_timeouts.json"), "tasks", slug);
        var actual = Item(Document(OriginalFlows.RetriesTimeouts()), "tasks", slug);
        // The original's parameter has a tag; ours takes none.
        Without(actual, "tags").ShouldBeJson(Without(expected, "tags"));
    }

    [Theory]
    [InlineData("MY_SECRET-1")]
    [InlineData("with secret & odd name!-1")]
    public void Task_Secret_IsTheOriginals(string slug) =>
        Item(Document(OriginalFlows.Secret()), "tasks", slug).ShouldBeJson(Item(Fixtures.Read("09_retries_timeouts.json"), "tasks", slug));

    [Fact]
    public void Task_Caches_AreTheOriginalsFunctions()
    {
        JsonElement Cached(TimeSpan? time, CacheValidator? validator, string? key = null) => Item(
            Document(Flow.Define("F", f => f.Parameter("p", 1).Then("A", p => p).With(o => o with { CacheFor = time, CacheValidator = validator, CacheKey = key }))), "tasks", "A-1");
        string Validator(CacheValidator? validator) => Cached(TimeSpan.FromSeconds(60.5), validator).GetProperty("cache_validator").ToString();

        Cached(null, null).GetProperty("cache_validator").GetProperty("fn").GetString().ShouldBe("prefect.engine.cache_validators.never_use");
        Cached(TimeSpan.FromSeconds(60.5), null).GetProperty("cache_for").GetInt32().ShouldBe(60);
        Cached(TimeSpan.FromSeconds(1), null, "k").GetProperty("cache_key").GetString().ShouldBe("k");
        Validator(null).ShouldBe("""{"fn":"prefect.engine.cache_validators.duration_only","kwargs":{}}""");
        Validator(CacheValidator.AllInputs).ShouldBe("""{"fn":"prefect.engine.cache_validators.all_inputs","kwargs":{}}""");
        Validator(CacheValidator.AllParameters).ShouldBe("""{"fn":"prefect.engine.cache_validators.all_parameters","kwargs":{}}""");
        Validator(CacheValidator.Inputs("value")).ShouldBe("""{"fn":"prefect.engine.cache_validators.partial_inputs_only","kwargs":{"validate_on":["value"]}}""");
        Validator(CacheValidator.Parameters("p")).ShouldBe("""{"fn":"prefect.engine.cache_validators.partial_parameters_only","kwargs":{"validate_on":["p"]}}""");
    }

    [Fact]
    public void Parameter_AnyJsonDefault_IsTheOriginals()
    {
        var expected = Item(Fixtures.Read("09_retries_timeouts.json"), "parameters", "p");
        Without(Item(Document(OriginalFlows.RetriesTimeouts()), "parameters", "p"), "tags").ShouldBeJson(Without(expected, "tags"));
    }

    [Fact]
    public void Document_WholeWithStorage_HasTheOriginalsShapeAndOneMoreKey()
    {
        var document = FlowDocuments.From(OriginalFlows.HelloDockerEcs().Graph, RunConfigDocuments.From(OriginalFlows.HelloDockerEcs().RunConfig!, [])) with
        {
            Storage = new DockerStorageDocument { RegistryUrl = "r", ImageName = "i", ImageTag = "t", Flows = new Dictionary<string, string> { ["hello-flow"] = "/opt/flows/A.dll" } },
        };
        var json = document.ToJson();
        JsonShape.Of(Without(json, "flows")).ShouldBe(JsonShape.Of(Fixtures.Read("01_hello_docker_ecs.json")));
        json.GetProperty("flows").GetProperty("graph_hash").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Document_Triggers_AreTheOriginalsFunctions()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("all", () => 1).When(Trigger.NotAllSkipped);
            f.Task("some", () => 1).When(Trigger.SomeFailed(atLeast: 1, atMost: 0.5));
            f.Task("least", () => 1).When(Trigger.SomeSuccessful(atLeast: 2));
            f.Task("manual", () => 1).When(Trigger.Manual);
            f.Task("mine", () => 1).When(Trigger.When("etl.triggers.two_of_three", _ => true));
        });

        var document = Document(flow);

        Item(document, "tasks", "all-1").GetProperty("trigger").ShouldBeJson("""{"fn": "prefect.triggers.not_all_skipped", "kwargs": {}}""");
        Item(document, "tasks", "some-1").GetProperty("trigger").ShouldBeJson("""{"fn": "prefect.triggers.some_failed", "kwargs": {"at_least": 1, "at_most": 0.5}}""");
        Item(document, "tasks", "least-1").GetProperty("trigger").ShouldBeJson("""{"fn": "prefect.triggers.some_successful", "kwargs": {"at_least": 2, "at_most": null}}""");
        Item(document, "tasks", "manual-1").GetProperty("trigger").ShouldBeJson("""{"fn": "prefect.triggers.manual_only", "kwargs": {}}""");
        Item(document, "tasks", "mine-1").GetProperty("trigger").ShouldBeJson("""{"fn": "etl.triggers.two_of_three", "kwargs": {}}""");
    }

    [Fact]
    public void Document_ReferenceTasks_AreNamedOnlyWhenTheyWereSet()
    {
        Document(Flow.Define("F", f => f.Task("a", () => 1))).GetProperty("reference_tasks").GetArrayLength().ShouldBe(0);
        var flow = Flow.Define("F", f => f.SetReferenceTasks(f.Task("b", () => 1), f.Task("a", () => 1)));
        Document(flow).GetProperty("reference_tasks").EnumerateArray().Select(t => t.GetProperty("slug").GetString()).ShouldBe(["a-1", "b-1"]);
    }

    [Fact]
    public void Document_TypedFlow_SaysTypesInTheProtocolsWordsAndAsSchemas()
    {
        var flow = Flow.Define("typed", f => f.Parameter("count", 3).Then("twice", n => n * 2L));
        var json = FlowDocuments.From(flow.Graph, RunConfigDocuments.From(new UniversalRun(), [])).ToJson();
        var task = Item(json, "tasks", "twice-1");
        task.GetProperty("outputs").GetString().ShouldBe("<class 'int'>");
        task.GetProperty("inputs").EnumerateObject().Single().Value.GetProperty("type").GetString().ShouldBe("<class 'int'>");
        json.GetProperty("flows").GetProperty("parameter_schemas").ShouldBeJson("""{"count": {"type": "integer", "default": 3}}""");
    }

    [Fact]
    public void Document_DefaultThatIsNoJson_NamesTheParameter()
    {
        var flow = Flow.Define("bad", f => { f.Parameter<Delegate>("kind", () => 1); });
        var error = Should.Throw<FlowRegistrationException>(() => FlowDocuments.From(flow.Graph, RunConfigDocuments.From(new UniversalRun(), [])));
        error.Message.ShouldStartWith("The default of parameter 'kind' is not JSON:");
    }

    private static JsonElement Document(Flow flow) => WithoutStorage(Without(FlowDocuments.From(flow.Graph, RunConfigDocuments.From(flow.RunConfig ?? new UniversalRun(), [])).ToJson(), "flows"));

    private static JsonElement WithoutStorage(JsonElement flow) => Without(flow, "storage");

    private static JsonElement Without(JsonElement json, string key)
    {
        var copy = JsonObject.Create(json)!;
        copy.Remove(key);
        return JsonElement.Parse(copy.ToJsonString());
    }

    private static JsonElement Item(JsonElement flow, string list, string slug) => flow.GetProperty(list).EnumerateArray().Single(i => i.GetProperty("slug").GetString() == slug);
}
