namespace Flows.Hosting.Runs;

/// <summary>What is asked of a run at the desk. Without anything it is a run with all defaults.</summary>
internal sealed record RunRequest
{
    /// <summary>The flow's name; null for the only one.</summary>
    public string? Flow { get; init; }

    /// <summary>Values as <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>A file with more values; null for none.</summary>
    public string? ParameterFile { get; init; }

    /// <summary>Values for the context of the run as <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>The lowest level of log lines; null for the configured one.</summary>
    public string? LogLevel { get; init; }

    /// <summary>Whether a program reads the output.</summary>
    public bool Json { get; init; }

    /// <summary>Whether only failures are to be seen.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the flow is run at the times of its schedule.</summary>
    public bool OnSchedule { get; init; }
}
