namespace Flows.Cli.Registering;

/// <summary>What became of one flow that was to be registered or built.</summary>
/// <param name="Flow">The flow's name, or the source's when its flows are not known.</param>
/// <param name="Status">One of <c>registered</c>, <c>skipped</c> (nothing has changed), <c>built</c> and <c>errored</c>.</param>
internal sealed record RegistrationOutcome(string Flow, string Status)
{
    public const string Registered = "registered";
    public const string Skipped = "skipped";
    public const string Built = "built";
    public const string Errored = "errored";

    /// <summary>The id of the version; null when there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The version; null when there is none.</summary>
    public int? Version { get; init; }

    /// <summary>The project; null when the flow is only built.</summary>
    public string? Project { get; init; }

    /// <summary>The flow's page in the dashboard; null when there is none.</summary>
    public string? Url { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Message { get; init; }

    public static RegistrationOutcome Failed(string flow, string message) => new(flow, Errored) { Message = message };
}
