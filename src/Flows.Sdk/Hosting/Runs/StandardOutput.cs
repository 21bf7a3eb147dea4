using System.Diagnostics.CodeAnalysis;

namespace Flows.Hosting.Runs;

/// <summary>Keeps standard output for the one document that is asked for: what tasks write to the console meanwhile goes to the stream for errors.</summary>
internal sealed class StandardOutput : IDisposable
{
    [SuppressMessage("Usage", "CA2213", Justification = "It is the process's own, and is given back.")]
    private readonly TextWriter output = Console.Out;

    private readonly bool diverted;

    public StandardOutput(HostEnvironment environment)
    {
        diverted = ReferenceEquals(environment.Output, Console.Out);
        if (diverted) Console.SetOut(Console.Error);
    }

    public void Dispose()
    {
        if (diverted) Console.SetOut(output);
    }
}
