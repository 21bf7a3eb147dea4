using Flows.Client;
using Flows.Hosting;
using Flows.Sdk.Tests.Registration;

namespace Flows.Sdk.Tests.Hosting;

/// <summary>A flow program whose console and server belong to the test.</summary>
internal sealed class HostedProgram : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public RegistrationWorld World { get; } = new();
    public string Output => output.ToString();
    public string Error => error.ToString();

    /// <summary>What the person types; nobody by default.</summary>
    public TextReader? Input { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>More environment variables of the process.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public Task<int> RunAsync(string commandLine, params Flow[] flows) =>
        HostProgram.RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), flows, new HostEnvironment
        {
            Output = output,
            Error = error,
            IsTerminal = false,
            Input = Input,
            Sources = Sources,
            HttpMessageHandler = World.Api,
            ProgramFolder = World.Program.Path,
            AssemblyFile = "App.dll",
            IsDebugBuild = false,
            TimeProvider = Clock,
        });

    public void Dispose()
    {
        World.Dispose();
        output.Dispose();
        error.Dispose();
    }

    private ConfigurationSources Sources =>
        World.Sources with { Environment = World.Sources.Environment.Concat(Variables).ToDictionary(v => v.Key, v => v.Value) };
}
