using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Flows.TestKit;

/// <summary>A program that runs beside a test; it is asked to end with SIGTERM, and awaited.</summary>
public sealed class BackgroundProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string> _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<string, bool> _isReady;

    private BackgroundProgram(string program, string[] arguments, Func<string, bool> isReady)
    {
        _isReady = isReady;
        _process = new()
        {
            StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, e) => Note(e.Data);
        _process.ErrorDataReceived += (_, e) => Note(e.Data);
        _process.Exited += (_, _) => _awaited.TrySetException(new InvalidOperationException($"{program} ended: {Output}"));
    }

    /// <summary>All that it wrote so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a program and waits for a line that says that it is ready.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isReady">Tells the line.</param>
    /// <returns>The running program and that line.</returns>
    public static async Task<(BackgroundProgram Program, string Line)> StartAsync(string program, string[] arguments, Func<string, bool> isReady)
    {
        var started = new BackgroundProgram(program, arguments, isReady);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        try
        {
            return (started, await started._awaited.Task.WaitAsync(Limit));
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
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await CommandLine.RunAsync("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
            using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (_isReady(line))
            _awaited.TrySetResult(line);
    }
}
