using System.Text.Json.Nodes;
using Flows.RunConfigs;

namespace Flows;

/// <summary>
/// A run as a job of Kubernetes, started by a Kubernetes agent of Prefect 1.x. The job is made of at most one of <see cref="JobTemplate"/> and
/// <see cref="JobTemplatePath"/>; without any the agent uses its own.
/// </summary>
public sealed record KubernetesRun : RunConfig
{
    internal static readonly YamlDocument JobDocument = new("job template", "the keys of a Kubernetes job, for example spec");

    /// <inheritdoc/>
    public override string Kind => "kubernetes";

    /// <summary>The job, in Kubernetes' own names; <see cref="ParseJob"/> reads one from YAML. <value>The default is null.</value></summary>
    /// <exception cref="ArgumentException"><see cref="JobTemplatePath"/> is set too.</exception>
    public JsonObject? JobTemplate
    {
        get;
        init
        {
            field = value;
            CheckSources();
        }
    }

    /// <summary>
    /// A file with the job, YAML or JSON. A path of this machine (also <c>file://</c>, <c>local://</c>) is read when the flow is registered; any
    /// other scheme (<c>s3://</c>, <c>gs://</c>, <c>https://</c>, <c>agent://</c>) is read by the agent. <value>The default is null.</value>
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="JobTemplate"/> is set too.</exception>
    public string? JobTemplatePath
    {
        get;
        init
        {
            field = value;
            CheckSources();
        }
    }

    /// <summary>The image. <value>The default is null: the one of the flow's Docker storage, which always comes first.</value></summary>
    public string? Image { get; init; }

    /// <summary>CPU that the run may use at most, for example <c>2</c> or <c>500m</c>. <value>The default is null: as the job says.</value></summary>
    public string? CpuLimit { get; init; }

    /// <summary>CPU that is set aside for the run, for example <c>500m</c>. <value>The default is null: as the job says.</value></summary>
    public string? CpuRequest { get; init; }

    /// <summary>Memory that the run may use at most, for example <c>4Gi</c>. <value>The default is null: as the job says.</value></summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Memory that is set aside for the run, for example <c>2Gi</c>. <value>The default is null: as the job says.</value></summary>
    public string? MemoryRequest { get; init; }

    /// <summary>The service account of the run. <value>The default is null: as the agent says.</value></summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Names of the secrets with which the image is pulled. <value>The default is null: as the agent says.</value></summary>
    public IReadOnlyList<string>? ImagePullSecrets { get; init; }

    /// <summary>When the image is pulled. <value>The default is null: as Kubernetes does.</value></summary>
    public ImagePullPolicy? ImagePullPolicy { get; init; }

    /// <summary>Reads a job for <see cref="JobTemplate"/>.</summary>
    /// <param name="yaml">The job as YAML, or as JSON.</param>
    /// <returns>The job.</returns>
    /// <exception cref="InvalidDataException">It is no job; the message says what is wrong.</exception>
    public static JsonObject ParseJob(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return JobDocument.Parse(yaml);
    }

    private void CheckSources()
    {
        if (JobTemplate is not null && JobTemplatePath is not null)
            throw new ArgumentException($"KubernetesRun takes its job from one place: set {nameof(JobTemplate)} or {nameof(JobTemplatePath)} ('{JobTemplatePath}'), not both.");
    }
}

/// <summary>When Kubernetes pulls an image.</summary>
public enum ImagePullPolicy
{
    /// <summary>Before each run.</summary>
    Always,

    /// <summary>When the machine does not have it.</summary>
    IfNotPresent,

    /// <summary>Not at all: the machine must have it.</summary>
    Never,
}
