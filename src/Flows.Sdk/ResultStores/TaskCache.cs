using System.Runtime.CompilerServices;
using Flows.Binding;
using Flows.States;

namespace Flows;

/// <summary>
/// The cached results of tasks in this process, for runs at the desk; runs of a server find theirs there. Results without a key belong to one
/// task of one <see cref="Flow"/> object, those with a key to all tasks that have it.
/// </summary>
public sealed class TaskCache
{
    /// <summary>The newest so many results are kept of each task or key, as many as a server is asked for.</summary>
    private const int MostKept = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedList<Cached>> shared = new(StringComparer.Ordinal);
    private ConditionalWeakTable<GraphId, Dictionary<string, LinkedList<Cached>>> own = [];

    /// <summary>The cache that runs use unless they are given another.</summary>
    public static TaskCache Shared { get; } = new();

    /// <summary>Forgets all results.</summary>
    public void Clear()
    {
        lock (gate)
        {
            shared.Clear();
            own = [];
        }
    }

    /// <summary>The results of a task, the newest first.</summary>
    internal IReadOnlyList<Cached> Find(GraphId graph, string slug, string? key)
    {
        lock (gate) return [.. Of(graph, slug, key)];
    }

    /// <summary>Keeps a result.</summary>
    internal void Add(GraphId graph, string slug, string? key, Cached state)
    {
        lock (gate)
        {
            var states = Of(graph, slug, key);
            states.AddFirst(state);
            if (states.Count > MostKept) states.RemoveLast();
        }
    }

    private LinkedList<Cached> Of(GraphId graph, string slug, string? key)
    {
        var (states, name) = key is null ? (own.GetValue(graph, static _ => new(StringComparer.Ordinal)), slug) : (shared, key);
        if (!states.TryGetValue(name, out var found)) states[name] = found = new();
        return found;
    }
}
