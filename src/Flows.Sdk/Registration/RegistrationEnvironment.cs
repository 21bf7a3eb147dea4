using Flows.Client;
using Flows.Storage;

namespace Flows.Registration;

/// <summary>What a registration is given by the process it runs in; tests give their own.</summary>
internal sealed record RegistrationEnvironment
{
    /// <summary>Where settings come from: server, key, storage settings.</summary>
    public ConfigurationSources Sources { get; init; } = new();

    /// <summary>Sends the requests to the server; null for real HTTP.</summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    /// <summary>The output folder of the running program.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>The file of its assembly; null for the running program's.</summary>
    public string? AssemblyFile { get; init; }

    /// <summary>Whether the program was built without optimization.</summary>
    public bool IsDebugBuild { get; init; } = Storage.ProgramFolder.IsRunningDebugBuild;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told of each step.</summary>
    public required IStorageProgress Progress { get; init; }
}
