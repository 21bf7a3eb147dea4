using System.CommandLine;

namespace Flows.Cli;

/// <summary>Asks a person before something is lost. Scripts, which nobody watches, are not asked.</summary>
internal static class Confirmation
{
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Does not ask." };

    /// <returns>Whether it is to be done.</returns>
    public static async Task<bool> AskAsync(CliEnvironment process, bool yes, string what, CancellationToken stop)
    {
        if (yes || process.Input is not { } input) return true;
        await process.Error.WriteAsync($"{what} [y/N] ");
        // The console's reader blocks, whatever it says.
        var answer = await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(stop);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
