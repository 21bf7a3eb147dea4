using Flows.Client;

namespace Flows.Cli;

/// <summary>The process that the tool runs in: its console, its configuration, its clock. Tests give their own.</summary>
internal sealed record CliEnvironment
{
    public TextWriter Output { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Whether a person watches <see cref="Output"/>.</summary>
    public bool IsTerminal { get; init; } = !Console.IsOutputRedirected;

    /// <summary>What the person types; null when nobody does.</summary>
    public TextReader? Input { get; init; } = Console.IsInputRedirected || Console.IsOutputRedirected ? null : Console.In;

    /// <summary>The folder that the user is in.</summary>
    public string CurrentFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>How this tool is started once more, in the background.</summary>
    public IReadOnlyList<string> Self { get; init; } = Programs.SelfCommand.Words;

    /// <summary>The .NET host, which runs flow programs.</summary>
    public string DotnetHost { get; init; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    public ConfigurationSources Sources { get; init; } = new();

    /// <summary>Sends the requests to the server; null for real HTTP.</summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public FlowsConfiguration LoadConfiguration() => FlowsConfiguration.Load(Sources);

    public FlowsClient Connect(FlowsConfiguration configuration, bool patient = false) => FlowsClient.FromConfiguration(configuration, patient, HttpMessageHandler);

    /// <summary>The same with settings of the command line on top of all others.</summary>
    /// <param name="settings">Values by dotted key; what is null is left as it is.</param>
    public CliEnvironment With(params (string Key, string? Value)[] settings)
    {
        var variables = new Dictionary<string, string>(Sources.Environment);
        foreach (var (key, value) in settings)
            if (value is not null) variables[$"FLOWS__{key.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal)}"] = value;
        return this with { Sources = Sources with { Environment = variables } };
    }
}
