using System.Text.Json;

namespace Flows.Wire;

/// <summary>A Kubernetes agent of the original starts the run as a job.</summary>
public sealed record KubernetesRunDocument : RunConfigDocument
{
    /// <inheritdoc/>
    public override string Type => "KubernetesRun";

    /// <summary>The job, in Kubernetes' words. <value>The default is null.</value></summary>
    public JsonElement? JobTemplate { get; init; }

    /// <summary>Where a job can be read. <value>The default is null.</value></summary>
    public string? JobTemplatePath { get; init; }

    /// <summary>The image, when the storage is none. <value>The default is null.</value></summary>
    public string? Image { get; init; }

    /// <summary>For example <c>2</c>. <value>The default is null.</value></summary>
    public string? CpuLimit { get; init; }

    /// <summary>For example <c>500m</c>. <value>The default is null.</value></summary>
    public string? CpuRequest { get; init; }

    /// <summary>For example <c>4Gi</c>. <value>The default is null.</value></summary>
    public string? MemoryLimit { get; init; }

    /// <summary>For example <c>2Gi</c>. <value>The default is null.</value></summary>
    public string? MemoryRequest { get; init; }

    /// <summary>The service account. <value>The default is null.</value></summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Names of secrets for pulling the image. <value>The default is null.</value></summary>
    public IReadOnlyList<string>? ImagePullSecrets { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>. <value>The default is null.</value></summary>
    public string? ImagePullPolicy { get; init; }
}
