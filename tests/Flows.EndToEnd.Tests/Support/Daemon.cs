using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Flows.EndToEnd.Tests.Support;

/// <summary>A long-running program: its output can be awaited line by line, and it is ended with the test.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Lock gate = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> waiting = [];
    private bool disposed;

    private Daemon(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', lines);
    public int Id => process.Id;
    public bool HasExited => process.HasExited;

    public static Daemon Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        new(Command.Start(file, arguments, environment));

    /// <summary>The first line, printed already or later, that holds the text.</summary>
    public async Task<string> LineAsync(string text)
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (lines.FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) is { } line) return line;
            waiting.Add((l => l.Contains(text, StringComparison.Ordinal), found));
        }
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(found.Task, ended).WaitAsync(TimeSpan.FromSeconds(60)) == found.Task) return await found.Task;
        throw new InvalidOperationException($"The program ended before it printed '{text}':\n{Output}");
    }

    /// <summary>Asks the program to end, as a service manager does, and waits for it.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited) _ = Kill(process.Id, 15);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        // A test may end its daemon before its desk does.
        if (disposed) return;
        disposed = true;
        try
        {
            await StopAsync();
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (gate)
        {
            lines.Enqueue(line);
            foreach (var (wanted, found) in waiting)
                if (wanted(line)) found.TrySetResult(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
