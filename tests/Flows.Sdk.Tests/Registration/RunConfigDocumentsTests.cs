using System.Text.Json.Nodes;
using Flows.Registration;
using Flows.Sdk.Tests.Storage;
using Flows.Wire;

namespace Flows.Sdk.Tests.Registration;

public sealed class RunConfigDocumentsTests
{
    private static readonly Dictionary<string, string> Env = new() { ["A"] = "1" };

    public static TheoryData<string, RunConfig> Originals => new()
    {
        { "UniversalRun", new UniversalRun { Environment = Env, Labels = ["z", "a"] } },
        { "UniversalRun_empty", new UniversalRun() },
        { "LocalRun", new LocalRun { Environment = Env, Labels = ["x"], WorkingDir = "/srv/flows" } },
        { "DockerRun", new DockerRun { Environment = Env, Labels = ["x"], Image = "repo/img:1", Ports = [8080], HostConfig = new() { ["mem_limit"] = "1g" } } },
        { "ECSRun_empty", new EcsRun() },
        { "ECSRun_task_definition_arn", new EcsRun { TaskDefinitionArn = "arn:aws:ecs:us-east-1:1:task-definition/f:3" } },
        { "ECSRun_task_definition_path", new EcsRun { TaskDefinitionPath = "s3://bucket/td.yaml" } },
        {
            "KubernetesRun", new KubernetesRun
            {
                Environment = Env, Labels = ["x"], Image = "repo/img:1", CpuLimit = "2", CpuRequest = "500m", MemoryLimit = "4Gi", MemoryRequest = "2Gi", ServiceAccountName = "sa",
                ImagePullSecrets = ["s1"], ImagePullPolicy = ImagePullPolicy.IfNotPresent,
            }
        },
        {
            "KubernetesRun_template", new KubernetesRun
            {
                JobTemplate = KubernetesRun.ParseJob("apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {containers: [{name: flow}]}}}"),
            }
        },
        { "KubernetesRun_template_path", new KubernetesRun { JobTemplatePath = "s3://bucket/job.yaml" } },
        {
            "ECSRun", new EcsRun
            {
                Environment = Env, Labels = ["ecs"], Image = "repo/img:1", Cpu = "512", Memory = "2 GB", ExecutionRoleArn = "arn:aws:iam::1:role/e", TaskRoleArn = "arn:aws:iam::1:role/t",
                RunTaskKwargs = new() { ["cluster"] = "c", ["overrides"] = new JsonObject { ["cpu"] = "256" } },
            }
        },
    };

    [Theory]
    [MemberData(nameof(Originals))]
    public void Document_OfEachKind_IsTheOriginals(string fixture, RunConfig config) =>
        RunConfigDocuments.From(config, []).ToJson().ShouldBeJson(Fixtures.Read("06_run_configs.json").GetProperty(fixture));

    [Fact]
    public void Document_EcsTaskDefinition_HasTheOriginalsShape()
    {
        var config = new EcsRun
        {
            TaskDefinition = new()
            {
                Family = "f",
                NetworkMode = "awsvpc",
                Cpu = "1024",
                Memory = "2048",
                ContainerDefinitions =
                [
                    new()
                    {
                        Name = "flow", Image = "repo/img:1", Essential = true,
                        LogConfiguration = new() { LogDriver = "awslogs", Options = new Dictionary<string, string> { ["awslogs-group"] = "ecs", ["awslogs-region"] = "us-east-1" } },
                    },
                ],
            },
        };
        // ECS takes cpu and memory of a task as text; the original's author wrote numbers.
        var expected = Fixtures.Read("06_run_configs.json").GetProperty("ECSRun_task_definition").GetRawText().Replace("1024", "\"1024\"").Replace("2048", "\"2048\"");
        RunConfigDocuments.From(config, []).ToJson().ShouldBeJson(expected);
    }

    [Theory]
    [InlineData("", "flow.yaml", "family: f\ncpu: 1024\nmemory: '2048'\ncontainerDefinitions:\n- name: flow\n  essential: true\n  image: ~\n")]
    [InlineData("file://", "flow.json", """{"family": "f", "cpu": 1024, "memory": "2048", "containerDefinitions": [{"name": "flow", "essential": true, "image": null}]}""")]
    public void Document_TaskDefinitionFileOfThisMachine_IsReadAtOnce(string scheme, string file, string content)
    {
        using var folder = new TemporaryFolder();
        var path = scheme + folder.Write(file, content);
        var document = RunConfigDocuments.From(new EcsRun { TaskDefinitionPath = path }, []).ShouldBeOfType<EcsRunDocument>();
        document.TaskDefinitionPath.ShouldBeNull();
        document.TaskDefinition!.Value.ShouldBeJson("""{"family": "f", "cpu": 1024, "memory": "2048", "containerDefinitions": [{"name": "flow", "essential": true, "image": null}]}""");
    }

    [Theory]
    [InlineData("- a list", "must be one document")]
    [InlineData("a: [", "cannot be read")]
    public void Document_TaskDefinitionFileThatIsNone_NamesTheFile(string content, string words)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("td.yaml", content);
        var error = Should.Throw<FlowRegistrationException>(() => RunConfigDocuments.From(new EcsRun { TaskDefinitionPath = path }, []));
        error.Message.ShouldContain($"'{path}' {words}");
    }

    [Fact]
    public void Document_JobTemplateFileOfThisMachine_IsReadAtOnce()
    {
        using var folder = new TemporaryFolder();
        var document = RunConfigDocuments.From(new KubernetesRun { JobTemplatePath = "local://" + folder.Write("job.yaml", "kind: Job") }, []).ShouldBeOfType<KubernetesRunDocument>();
        document.JobTemplatePath.ShouldBeNull();
        document.JobTemplate!.Value.ShouldBeJson("""{"kind": "Job"}""");
        Should.Throw<FlowRegistrationException>(() => RunConfigDocuments.From(new KubernetesRun { JobTemplatePath = "/nowhere/job.yaml" }, []))
            .Message.ShouldStartWith("The job template '/nowhere/job.yaml' cannot be read: ");
    }

    [Fact]
    public void Document_MissingTaskDefinitionFile_NamesTheFile()
    {
        var error = Should.Throw<FlowRegistrationException>(() => RunConfigDocuments.From(new EcsRun { TaskDefinitionPath = "/nowhere/td.yaml" }, []));
        error.Message.ShouldContain("'/nowhere/td.yaml' cannot be read");
    }

    [Fact]
    public void Document_MoreLabels_AreMergedAndSorted() =>
        RunConfigDocuments.From(new UniversalRun { Labels = ["b", "a"] }, ["c", "a"]).Labels.ShouldBe(["a", "b", "c"]);
}
