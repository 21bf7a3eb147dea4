using System.Text.Json;
using Flows.Wire;

namespace Flows.Sdk.Tests.Wire;

public sealed class FlowDocumentTests
{
    [Theory]
    [InlineData("01_hello_docker_ecs.json")]
    [InlineData("02_hello_local.json")]
    [InlineData("03_map_flatten.json")]
    [InlineData("09_retries_timeouts.json")]
    public void FromJson_FlowOfTheOriginal_IsWrittenBackAsItWas(string name)
    {
        var original = Fixtures.Read(name);

        FlowDocument.FromJson(original).ToJson().ShouldBeJson(original);
    }

    [Fact]
    public void ToJson_FlowMadeHere_IsWhatTheOriginalWrites()
    {
        var flow = new FlowDocument
        {
            Name = "hello-local",
            Parameters = [new() { Name = "name", Required = true }],
            Tasks =
            [
                new() { Name = "say_hello", Slug = "say_hello-1", Inputs = new Dictionary<string, InputDocument> { ["name"] = new(true, "typing.Any") } },
                new() { Name = "name", Slug = "name", Type = "prefect.core.parameter.Parameter" },
            ],
            Edges = [new() { UpstreamTask = TaskReferenceDocument.To("name"), DownstreamTask = TaskReferenceDocument.To("say_hello-1"), Key = "name" }],
            RunConfig = new LocalRunDocument { WorkingDir = "/srv/data", Labels = ["dev"], Env = new Dictionary<string, string> { ["A"] = "b" } },
            Storage = new LocalStorageDocument
            {
                Directory = "/home/user/.prefect/flows",
                Flows = new Dictionary<string, string> { ["hello-local"] = "/home/user/.prefect/flows/hello-local.prefect" },
            },
        };

        flow.ToJson().ShouldBeJson(Fixtures.Read("02_hello_local.json"));
    }

    [Fact]
    public void Lists_GivenUnsorted_AreSorted()
    {
        var flow = new FlowDocument
        {
            Name = "f",
            Tasks = [new() { Name = "b", Slug = "b-1", Tags = ["z", "a", "z"] }, new() { Name = "B", Slug = "B-1" }, new() { Name = "a", Slug = "a-1" }],
            Edges = [Edge("b-1", "a-1", "y"), Edge("b-1", "a-1", null), Edge("a-1", "b-1", "x"), Edge("b-1", "B-1", "q")],
        };

        flow.Tasks.Select(t => t.Slug).ShouldBe(["B-1", "a-1", "b-1"]);
        flow.Tasks[2].Tags.ShouldBe(["a", "z"]);
        flow.Edges.Select(e => (e.UpstreamTask.Slug, e.DownstreamTask.Slug, e.Key)).ShouldBe([("a-1", "b-1", "x"), ("b-1", "B-1", "q"), ("b-1", "a-1", null), ("b-1", "a-1", "y")]);
    }

    [Fact]
    public void ToJson_FactsOfFlows_StandUnderOneExtraKey()
    {
        var flow = new FlowDocument { Name = "f", Flows = new FlowFacts { GraphHash = "abc", ImageTags = ["1.0"] } };

        flow.ToJson().GetProperty("flows").ShouldBeJson("""{"graph_hash": "abc", "sdk_version": null, "assembly": null, "content_digest": null, "image_tags": ["1.0"], "parameter_schemas": null}""");
        FlowDocument.FromJson(flow.ToJson()).Flows!.GraphHash.ShouldBe("abc");
    }

    [Fact]
    public void FromJson_UnknownAndMissingKeys_AreTolerated()
    {
        var flow = FlowDocument.FromJson(JsonElement.Parse("""{"name": "f", "parameters": null, "project": "p", "description": "d"}"""));

        flow.Name.ShouldBe("f");
        flow.Parameters.ShouldBeEmpty();
        flow.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public void FromJson_NoName_NamesTheKey()
    {
        Should.Throw<JsonException>(() => FlowDocument.FromJson(JsonElement.Parse("{}"))).Message.ShouldContain("name");
    }

    [Fact]
    public void SerializedHash_EqualDocuments_AreEqual()
    {
        var json = Fixtures.Read("01_hello_docker_ecs.json");

        FlowDocument.FromJson(json).SerializedHash().ShouldBe(CanonicalJson.Hash(json));
        (FlowDocument.FromJson(json) with { Name = "other" }).SerializedHash().ShouldNotBe(CanonicalJson.Hash(json));
    }

    private static EdgeDocument Edge(string up, string down, string? key) =>
        new() { UpstreamTask = TaskReferenceDocument.To(up), DownstreamTask = TaskReferenceDocument.To(down), Key = key };
}
