using Flows.Engine;
using Flows.Graph;
using Flows.Saving;

namespace Flows;

public sealed partial class FlowState
{
    /// <summary>What each call was when the run was made; null for the flow as this program defines it.</summary>
    internal IReadOnlyDictionary<string, string>? Calls { get; init; }

    /// <summary>
    /// Saves the run as JSON, so that a later process can look at it or start from it: states, times, and results that are JSON. A result of
    /// more than 64 MB or of a type that cannot be JSON is left out, and its task runs again where it is needed. Secrets, logs and inputs are
    /// not saved; the values of parameters and results are, so keep the file where these may be.
    /// </summary>
    /// <param name="path">The file. It is there as a whole or not at all; one of that name is replaced.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>When it is written.</returns>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var file = File.Create(temporary);
            await using (file.ConfigureAwait(false)) await SaveAsync(file, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc cref="SaveAsync(string, CancellationToken)"/>
    /// <param name="target">Where to write; it is left open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task SaveAsync(Stream target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return SavedRun.WriteAsync(target, this, graph, nodes, cancellationToken);
    }

    /// <summary>Loads a run that was saved, for <see cref="FlowRunOptions.StartFrom"/> or to look at. What the flow has no task for any more is left out.</summary>
    /// <param name="flow">The flow that was run.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ArgumentException">It is a run of another flow.</exception>
    /// <exception cref="InvalidDataException">The file does not hold a run; the message names it and says why.</exception>
    public static async Task<FlowState> LoadAsync(Flow flow, string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false)) return await LoadAsync(flow, file, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="LoadAsync(Flow, string, CancellationToken)"/>
    /// <param name="flow">The flow that was run.</param>
    /// <param name="source">What <see cref="SaveAsync(Stream, CancellationToken)"/> wrote.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<FlowState> LoadAsync(Flow flow, Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(source);
        return SavedRun.ReadAsync(source, flow.Graph, cancellationToken);
    }

    /// <summary>This run as one to start from.</summary>
    /// <exception cref="ArgumentException">It is a run of another flow.</exception>
    internal EarlierRun ToStartFrom(FlowGraph next)
    {
        if (next.Name != graph.Name) throw new ArgumentException($"The run to start from is one of flow '{graph.Name}', and this is flow '{next.Name}'.");
        var parameters = next.Nodes.Where(n => n.Parameter is not null && Parameters.ContainsKey(n.Name)).ToDictionary(static n => n.Name, n => Parameters[n.Name]);
        return new(parameters, nodes, Calls ?? CallHash.Of(graph));
    }
}
