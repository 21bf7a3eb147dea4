using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.RunConfigs;
using Flows.Wire;

namespace Flows.Registration;

/// <summary>Run configs as the protocol writes them.</summary>
internal static class RunConfigDocuments
{
    private static readonly YamlDocument TaskDefinition = new("task definition", "the keys of an ECS task definition, for example containerDefinitions");

    /// <summary>Makes the document of a run config.</summary>
    /// <param name="config">The run config.</param>
    /// <param name="moreLabels">Labels to add to its own.</param>
    /// <exception cref="FlowRegistrationException">The file with its task definition or job template cannot be read.</exception>
    public static RunConfigDocument From(RunConfig config, IEnumerable<string> moreLabels)
    {
        string[] labels = [.. config.Labels.Concat(moreLabels).Distinct(StringComparer.Ordinal)];
        return config switch
        {
            LocalRun local => new LocalRunDocument { Env = local.Environment, Labels = labels, WorkingDir = local.WorkingDir },
            DockerRun docker => new DockerRunDocument
            {
                Env = docker.Environment,
                Labels = labels,
                Image = docker.Image,
                Ports = docker.Ports,
                HostConfig = Element(docker.HostConfig),
            },
            EcsRun ecs => From(ecs, labels),
            KubernetesRun kubernetes => From(kubernetes, labels),
            _ => new UniversalRunDocument { Env = config.Environment, Labels = labels },
        };
    }

    private static EcsRunDocument From(EcsRun ecs, string[] labels)
    {
        var file = ecs.TaskDefinitionPath is { } path ? YamlDocument.Find(path) : null;
        return new EcsRunDocument
        {
            Env = ecs.Environment,
            Labels = labels,
            TaskDefinition = Element(file is null ? ecs.TaskDefinition?.ToJson() : Read(TaskDefinition, file)),
            TaskDefinitionPath = file is null ? ecs.TaskDefinitionPath : null,
            TaskDefinitionArn = ecs.TaskDefinitionArn,
            Image = ecs.Image,
            Cpu = ecs.Cpu,
            Memory = ecs.Memory,
            TaskRoleArn = ecs.TaskRoleArn,
            ExecutionRoleArn = ecs.ExecutionRoleArn,
            RunTaskKwargs = Element(ecs.RunTaskKwargs),
        };
    }

    private static KubernetesRunDocument From(KubernetesRun kubernetes, string[] labels)
    {
        var file = kubernetes.JobTemplatePath is { } path ? YamlDocument.Find(path) : null;
        return new KubernetesRunDocument
        {
            Env = kubernetes.Environment,
            Labels = labels,
            JobTemplate = Element(file is null ? kubernetes.JobTemplate : Read(KubernetesRun.JobDocument, file)),
            JobTemplatePath = file is null ? kubernetes.JobTemplatePath : null,
            Image = kubernetes.Image,
            CpuLimit = kubernetes.CpuLimit,
            CpuRequest = kubernetes.CpuRequest,
            MemoryLimit = kubernetes.MemoryLimit,
            MemoryRequest = kubernetes.MemoryRequest,
            ServiceAccountName = kubernetes.ServiceAccountName,
            ImagePullSecrets = kubernetes.ImagePullSecrets,
            ImagePullPolicy = kubernetes.ImagePullPolicy?.ToString(),
        };
    }

    private static JsonObject Read(YamlDocument what, string file)
    {
        try
        {
            return what.Read(file);
        }
        catch (InvalidDataException e)
        {
            throw new FlowRegistrationException(e.Message, e);
        }
    }

    private static JsonElement? Element(JsonObject? json) => json is null ? null : JsonElement.Parse(json.ToJsonString());
}
