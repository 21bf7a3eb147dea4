namespace Flows;

/// <summary>A run as a process on the machine of a local agent.</summary>
public sealed record LocalRun : RunConfig
{
    /// <inheritdoc/>
    public override string Kind => "local";

    /// <summary>The folder in which the process starts; made absolute here. <value>The default is null: the agent's own.</value></summary>
    public string? WorkingDir
    {
        get;
        init => field = value is null ? null : Path.GetFullPath(value);
    }
}
