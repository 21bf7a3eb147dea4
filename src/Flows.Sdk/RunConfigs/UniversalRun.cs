namespace Flows;

/// <summary>A run that any agent may start, in its own way. A flow without a run config gets this one.</summary>
public sealed record UniversalRun : RunConfig
{
    /// <inheritdoc/>
    public override string Kind => "universal";
}
