using System.Text.Json;
using Flows.Wire;

namespace Flows.Sdk.Tests.Wire;

public sealed class KindsTests
{
    private const string S3 = """{"flows": {"f": "k"}, "secrets": [], "bucket": "b", "key": null, "__version__": "1.4.1", "type": "S3"}""";

    public static TheoryData<string> RunConfigs => [.. Fixtures.Read("06_run_configs.json").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(RunConfigs))]
    public void RunConfig_OfTheOriginal_IsWrittenBackAsItWas(string name)
    {
        var original = Fixtures.Read("06_run_configs.json").GetProperty(name);

        var document = RunConfigDocument.FromJson(original);

        document.ToJson().ShouldBeJson(original);
        document.Type.ShouldBe(original.GetProperty("type").GetString());
        document.Labels.ShouldBe(original.GetProperty("labels").EnumerateArray().Select(l => l.GetString()!));
    }

    [Theory]
    [InlineData("UniversalRun", typeof(UniversalRunDocument))]
    [InlineData("LocalRun", typeof(LocalRunDocument))]
    [InlineData("DockerRun", typeof(DockerRunDocument))]
    [InlineData("ECSRun", typeof(EcsRunDocument))]
    [InlineData("KubernetesRun", typeof(KubernetesRunDocument))]
    [InlineData("VertexRun", typeof(UnknownRunConfigDocument))]
    public void RunConfig_OfAKind_HasItsType(string kind, Type type)
    {
        RunConfigDocument.FromJson(Fixtures.Read("06_run_configs.json").GetProperty(kind)).ShouldBeOfType(type);
    }

    [Fact]
    public void RunConfig_LabelsAndEnvOfAnyKind_BecomeSortedWordsAndText()
    {
        var document = RunConfigDocument.FromJson(JsonElement.Parse("""{"labels": ["z", "a", "z"], "env": {"N": 1, "B": true}, "type": "UniversalRun"}"""));

        document.Labels.ShouldBe(["a", "z"]);
        document.Env!["N"].ShouldBe("1");
        document.Env["B"].ShouldBe("True");
    }

    [Fact]
    public void Storage_OfAnUnknownKind_IsKeptAndNamed()
    {
        var storage = StorageDocument.FromJson(JsonElement.Parse(S3)).ShouldBeOfType<UnknownStorageDocument>();

        storage.Type.ShouldBe("S3");
        storage.ToJson().ShouldBeJson(S3);
        (FlowDocument.FromJson(Fixtures.Read("02_hello_local.json")) with { Storage = storage }).ToJson().GetProperty("storage").ShouldBeJson(S3);
    }

    [Fact]
    public void Storage_InsideTheOriginalsFlows_HasItsType()
    {
        var docker = FlowDocument.FromJson(Fixtures.Read("01_hello_docker_ecs.json")).Storage.ShouldBeOfType<DockerStorageDocument>();

        docker.ImageName.ShouldBe("hello-flow");
        docker.Flows["hello-flow"].ShouldBe("/opt/prefect/flows/hello-flow.prefect");
        FlowDocument.FromJson(Fixtures.Read("02_hello_local.json")).Storage.ShouldBeOfType<LocalStorageDocument>();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type": null}""")]
    public void Kinds_WithoutType_SayWhatIsMissing(string json)
    {
        Should.Throw<JsonException>(() => StorageDocument.FromJson(JsonElement.Parse(json))).Message.ShouldContain("storage document is an object with the key 'type'");
        Should.Throw<JsonException>(() => RunConfigDocument.FromJson(JsonElement.Parse(json))).Message.ShouldContain("run config document");
    }
}
