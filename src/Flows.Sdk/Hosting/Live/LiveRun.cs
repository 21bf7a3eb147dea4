using Flows.Engine;
using Flows.States;
using Spectre.Console;

namespace Flows.Hosting.Live;

/// <summary>Shows a run while it goes on as a tree that moves, with the log lines above it. Only this folder and the progress of a registration load Spectre.Console.</summary>
internal sealed class LiveRun(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(125);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Looking takes at most one part in so many of one processor, however many children a map has.</summary>
    private const int Share = 20;

    /// <summary>The final tree may scroll.</summary>
    private const int FinalLines = 60;

    private static readonly Pending NotBegun = new();
    private static readonly Running Going = new();
    private readonly DateTimeOffset begin = time.GetUtcNow();
    private IReadOnlyList<NodeRun> nodes = [];
    private int frame;

    /// <summary>Runs a flow and shows it until it has ended; the tree of the end stays.</summary>
    /// <param name="name">The flow's name.</param>
    /// <param name="run">Starts the run, with what is to be told of it.</param>
    public async Task<FlowState> ShowAsync(string name, Func<Action<RunProgress>, Task<FlowState>> run)
    {
        var state = await console.Live(View(name, NotBegun, 1)).AutoClear(true).StartAsync(async context =>
        {
            var end = run(progress => Volatile.Write(ref nodes, progress.Nodes));
            while (!end.IsCompleted)
            {
                var begun = time.GetTimestamp();
                var view = View(name, Going, Math.Max(3, console.Profile.Height - 3));
                var cost = time.GetElapsedTime(begun);
                context.UpdateTarget(view);
                await WaitAsync(end, cost * Share).ConfigureAwait(false);
            }
            return await end.ConfigureAwait(false);
        }).ConfigureAwait(false);
        console.Write(View(name, state.State, FinalLines));
        return state;
    }

    private async Task WaitAsync(Task end, TimeSpan wait)
    {
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(end, Task.Delay(wait < Shortest ? Shortest : wait < Longest ? wait : Longest, time, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
    }

    private TreeView View(string name, State state, int lines) => new(name, state, RunSnapshot.Of(Volatile.Read(ref nodes), lines, begin, time.GetUtcNow()), frame++);
}
