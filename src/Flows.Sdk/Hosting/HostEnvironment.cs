using Flows.Client;
using Flows.Registration;
using Flows.Storage;

namespace Flows.Hosting;

/// <summary>The process that a flow program runs in: its console, its configuration, its files. Tests give their own.</summary>
internal sealed record HostEnvironment
{
    public TextWriter Output { get; init; } = Console.Out;
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Whether a person watches <see cref="Output"/>.</summary>
    public bool IsTerminal { get; init; } = !Console.IsOutputRedirected;

    /// <summary>What the person types; null when nobody does.</summary>
    public TextReader? Input { get; init; } = Console.IsInputRedirected ? null : Console.In;

    public ConfigurationSources Sources { get; init; } = new();

    /// <summary>Sends the requests to the server; null for real HTTP.</summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    /// <summary>The output folder of the program.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>The folder that the user is in.</summary>
    public string CurrentFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The file of the program's assembly; null for the running program's.</summary>
    public string? AssemblyFile { get; init; }

    public bool IsDebugBuild { get; init; } = Storage.ProgramFolder.IsRunningDebugBuild;
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The same with a setting of the command line on top of all others.</summary>
    public HostEnvironment With(string key, string value)
    {
        var variables = new Dictionary<string, string>(Sources.Environment, StringComparer.Ordinal) { [$"FLOWS__{key.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal)}"] = value };
        return this with { Sources = Sources with { Environment = variables } };
    }

    /// <summary>What a registration needs of it.</summary>
    public RegistrationEnvironment ForRegistration(IStorageProgress progress) => new()
    {
        Sources = Sources,
        HttpMessageHandler = HttpMessageHandler,
        ProgramFolder = ProgramFolder,
        AssemblyFile = AssemblyFile,
        IsDebugBuild = IsDebugBuild,
        TimeProvider = TimeProvider,
        Progress = progress,
    };
}
