using System.Text.Json;

namespace Flows.Cli.Running;

/// <summary>What the command line says of a run that is to be made.</summary>
internal sealed record RunOrder
{
    /// <summary>The id of a version of the flow, or the one that its versions share; null when it is named otherwise.</summary>
    public string? Id { get; init; }

    /// <summary>The flow's name; null when it is named otherwise.</summary>
    public string? Name { get; init; }

    /// <summary>The flow's project; null when the name says it all.</summary>
    public string? Project { get; init; }

    /// <summary>The program whose flow is run here, in a process of its own; null for a flow of the server.</summary>
    public string? Path { get; init; }

    /// <summary>Parameters as <c>NAME=VALUE</c>.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>A file with more parameters; null for none.</summary>
    public string? ParameterFile { get; init; }

    /// <summary>Facts for the run's context as <c>NAME=VALUE</c>.</summary>
    public required IReadOnlyList<string> Context { get; init; }

    /// <summary>Labels instead of those that were registered; null for those.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The run's name; null when the server is to think of one.</summary>
    public string? RunName { get; init; }

    /// <summary>The lowest level of log lines; null for the configured one.</summary>
    public string? LogLevel { get; init; }

    /// <summary>A second run with the same key is the first one; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the run is executed here, without an agent.</summary>
    public bool Execute { get; init; }

    /// <summary>Whether a program's flow is run at the times of its schedule.</summary>
    public bool Schedule { get; init; }

    /// <summary>Whether states and logs are printed until the end.</summary>
    public bool Watch { get; init; }

    /// <summary>Whether log lines are left out.</summary>
    public bool NoLogs { get; init; }

    /// <summary>Whether nothing but the id is printed.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether a program reads the output.</summary>
    public bool Json { get; init; }

    /// <summary>The values of the parameters.</summary>
    /// <exception cref="CliException">The file or a value is malformed.</exception>
    public Dictionary<string, JsonElement> ParameterValues() => NamedValues.Read("parameter", "--param", ParameterFile, Parameters);

    /// <summary>The facts of the context.</summary>
    /// <exception cref="CliException">One is malformed.</exception>
    public Dictionary<string, JsonElement> ContextValues() => NamedValues.Read("fact of the context", "--context", null, Context);
}
