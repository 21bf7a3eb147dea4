using System.Text.Json.Nodes;
using Flows.RunConfigs;

namespace Flows.Sdk.Tests.RunConfigs;

public sealed class EcsRunTests
{
    [Fact]
    public void Construction_TwoDefinitionSources_NamesBoth()
    {
        var error = Should.Throw<ArgumentException>(() => new EcsRun { TaskDefinitionPath = "s3://b/td.yaml", TaskDefinitionArn = "arn:aws:ecs:1" });
        error.Message.ShouldBe("EcsRun takes its task definition from one place: set TaskDefinitionArn or TaskDefinitionPath, not both.");
    }

    [Fact]
    public void Construction_ArnAndImage_NamesBothAndTheWayOut()
    {
        var error = Should.Throw<ArgumentException>(() => new EcsRun { Image = "img:1", TaskDefinitionArn = "arn:aws:ecs:1" });
        error.Message.ShouldContain("'img:1'");
        error.Message.ShouldContain("'arn:aws:ecs:1'");
        error.Message.ShouldContain("leave Image out");
    }

    [Fact]
    public void With_OneSourceExchangedForAnother_IsAllowed()
    {
        var byPath = new EcsRun { TaskDefinitionPath = "s3://b/td.yaml" };
        var byArn = byPath with { TaskDefinitionPath = null, TaskDefinitionArn = "arn:aws:ecs:1" };
        byArn.TaskDefinitionArn.ShouldBe("arn:aws:ecs:1");
    }

    [Fact]
    public void TaskDefinition_OfTheTutorial_HasItsKeys()
    {
        var definition = new EcsTaskDefinition
        {
            ContainerDefinitions =
            [
                new()
                {
                    Name = "flow", Image = "registry.example.com/hello_container:latest",
                    RepositoryCredentials = new() { CredentialsParameter = "arn:aws:secretsmanager:x" },
                },
            ],
            NetworkMode = "awsvpc",
            Memory = "2 GB",
            Cpu = "1024",
        };
        ShouldBeJson(definition, """
            {"containerDefinitions": [{"name": "flow", "image": "registry.example.com/hello_container:latest",
              "repositoryCredentials": {"credentialsParameter": "arn:aws:secretsmanager:x"}}],
             "networkMode": "awsvpc", "memory": "2 GB", "cpu": "1024"}
            """);
    }

    [Fact]
    public void TaskDefinition_EnvironmentLogsAndOtherKeys_AreAsEcsWantsThem()
    {
        var definition = new EcsTaskDefinition
        {
            ContainerDefinitions =
            [
                new()
                {
                    Name = "flow",
                    Environment = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" },
                    LogConfiguration = new() { LogDriver = "awslogs", Options = new Dictionary<string, string> { ["awslogs-group"] = "ecs" } },
                    Other = new() { ["portMappings"] = new JsonArray(new JsonObject { ["containerPort"] = 80 }) },
                },
            ],
            Other = new() { ["volumes"] = new JsonArray() },
        };
        ShouldBeJson(definition, """
            {"containerDefinitions": [{"name": "flow", "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
              "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "ecs"}}, "portMappings": [{"containerPort": 80}]}],
             "volumes": []}
            """);
    }

    private static void ShouldBeJson(EcsTaskDefinition definition, string expected)
    {
        var actual = definition.ToJson();
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual.ToJsonString());
    }
}
