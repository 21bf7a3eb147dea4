namespace Flows.Hosting.Runs;

/// <summary>Asks the person at the terminal whether a paused task is to go on; one task at a time.</summary>
/// <param name="input">What the person types.</param>
/// <param name="say">Shows a line.</param>
internal sealed class PauseQuestion(TextReader input, Action<string> say) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The question for a process; null when nobody can answer.</summary>
    public static PauseQuestion? For(HostEnvironment environment, Action<string> say) => environment.Input is { } input ? new(input, say) : null;

    /// <summary>Asks.</summary>
    /// <param name="task">The paused task.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    /// <returns>Whether the task goes on.</returns>
    public async Task<bool> AskAsync(TaskState task, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                say($"Task '{task.Name}' is paused{(task.State.Message is { Length: > 0 } message ? $" ({message.TrimEnd('.')})" : "")}: press Enter to let it go on, or n and Enter to leave it paused.");

                // The console's reader blocks also where it says that it does not.
                var answer = await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
                switch (answer?.Trim().ToUpperInvariant())
                {
                    case "" or "Y" or "YES":
                        return true;
                    case null or "N" or "NO":
                        return false;
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
