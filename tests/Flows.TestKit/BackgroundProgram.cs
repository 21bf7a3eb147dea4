using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Flows.TestKit;

/// <summary>A program that runs beside a test; it is asked to end with SIGTERM, and awaited.</summary>
public sealed class BackgroundProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<string> awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<string, bool> isReady;

    private BackgroundProgram(string program, string[] arguments, Func<string, bool> isReady)
    {
        this.isReady = isReady;
        process = new()
        {
            StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, e) => Note(e.Data);
        process.ErrorDataReceived += (_, e) => Note(e.Data);
        process.Exited += (_, _) => awaited.TrySetException(new InvalidOperationException($"{program} ended: {Output}"));
    }

    /// <summary>The id of its process.</summary>
    public int Id => process.Id;

    /// <summary>All that it wrote so far.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Starts a program and waits for a line that says that it is ready.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isReady">Tells the line.</param>
    /// <returns>The running program and that line.</returns>
    public static async Task<(BackgroundProgram Program, string Line)> StartAsync(string program, string[] arguments, Func<string, bool> isReady)
    {
        var started = new BackgroundProgram(program, arguments, isReady);
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        try
        {
            return (started, await started.awaited.Task.WaitAsync(Limit));
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the program at once, as <c>kill -9</c> does, and waits until it is gone.</summary>
    /// <returns>A task that ends when it is.</returns>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await CommandLine.RunAsync("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
            using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        if (isReady(line))
            awaited.TrySetResult(line);
    }
}
