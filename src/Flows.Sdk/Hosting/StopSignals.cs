using System.Runtime.InteropServices;

namespace Flows.Hosting;

/// <summary>Turns the first SIGINT (Ctrl-C) or SIGTERM into a cancelled token; the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly HostEnvironment environment;
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals(HostEnvironment environment)
    {
        this.environment = environment;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Cancelled once the process is to end.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        if (source.IsCancellationRequested)
        {
            // The tree hides the cursor, and nobody else is asked before the process is gone.
            if (environment.IsTerminal) environment.Output.Write("\e[?25h");
            return;
        }
        signal.Cancel = true;
        source.Cancel();
    }
}
