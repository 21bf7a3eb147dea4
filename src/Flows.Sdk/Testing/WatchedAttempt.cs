using System.Diagnostics.CodeAnalysis;
using Flows.Graph;

namespace Flows.Testing;

/// <summary>An attempt of a task on a <see cref="VirtualTime"/>, which must tell a task that waits for it from one that works.</summary>
internal sealed class WatchedAttempt : IDisposable
{
    private static readonly AsyncLocal<WatchedAttempt?> Begun = new();

    private readonly VirtualTime time;
    [SuppressMessage("Usage", "CA2213", Justification = "The outer attempt goes on when this one has ended.")]
    private readonly WatchedAttempt? outer = Begun.Value;
    private bool entered;

    public WatchedAttempt(VirtualTime time)
    {
        this.time = time;
        Begun.Value = this;
    }

    /// <summary>The attempt whose code this is; the engine's own timers belong to none.</summary>
    public static WatchedAttempt? Current
    {
        get
        {
            var attempt = Begun.Value;
            while (attempt is { entered: false }) attempt = attempt.outer;
            return attempt;
        }
    }

    /// <summary>The attempt that was begun last in this asynchronous flow.</summary>
    public static WatchedAttempt? Latest => Begun.Value;

    /// <summary>Whether the task's method has returned what its worker awaits now.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Whether its worker goes on without it.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>The same graph, whose tasks say when they begin to wait.</summary>
    public static FlowGraph Watch(FlowGraph graph) => graph.WithNodes(static node => node.Body is not { } body ? node : node with
    {
        Body = args =>
        {
            if (Begun.Value is not { } attempt) return body(args);
            attempt.entered = true;
            var call = body(args);
            if (!call.IsCompleted) attempt.time.Returned(attempt);
            return call;
        },
    });

    public void Dispose()
    {
        time.Ended(this);
        Begun.Value = outer;
    }
}
