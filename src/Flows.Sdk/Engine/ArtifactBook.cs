using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// The artifacts of one task run. Where the run's store outlives the process they are sent to it one after the other, in the background; of an
/// artifact that changes faster than it can be sent only the latest is.
/// </summary>
internal sealed class ArtifactBook
{
    /// <summary>The most artifacts of one task run.</summary>
    private const int Most = 1000;

    private readonly List<Entry> entries = [];
    private Task sending = Task.CompletedTask;
    private bool full;

    /// <summary>The artifacts in the order in which they were made.</summary>
    public IReadOnlyList<TaskArtifact> All
    {
        get
        {
            lock (entries) return [.. entries.Where(static e => e.Wanted is not null).Select(static e => e.Wanted!)];
        }
    }

    public void Put(FlowRunContext flow, TaskRun run, TaskArtifact artifact)
    {
        lock (entries)
        {
            if (artifact.Name is { } name && entries.Find(e => e.Name == name) is { } known) known.Wanted = artifact;
            else if (entries.Count < Most) entries.Add(new(artifact.Name) { Wanted = artifact });
            else Refuse(run);
            Send(flow, run);
        }
    }

    public void Remove(FlowRunContext flow, TaskRun run, string name)
    {
        lock (entries)
        {
            if (entries.Find(e => e.Name == name) is not { } known) return;
            known.Wanted = null;
            Send(flow, run);
        }
    }

    /// <summary>Waits until all is sent.</summary>
    public Task FlushAsync()
    {
        lock (entries) return sending;
    }

    private void Refuse(TaskRun run)
    {
        if (!full) run.Node.Logger.LogWarning("Task '{Task}': it has {Most} artifacts, and further ones are not kept; give an artifact a name to change it.", run.DisplayName, Most);
        full = true;
    }

    private void Send(FlowRunContext flow, TaskRun run)
    {
        if (flow.Store.OutlivesProcess && sending.IsCompleted) sending = Task.Run(() => SendAllAsync(flow, run));
    }

    private async Task SendAllAsync(FlowRunContext flow, TaskRun run)
    {
        while (Next() is { } entry)
        {
            try
            {
                entry.Id = await flow.Store.SetArtifactAsync(run.Facts(run.State), entry.Id, entry.Sent, CancellationToken.None).ConfigureAwait(false);
            }
            catch (RunStoreException e)
            {
                run.Node.Logger.LogWarning("Task '{Task}': an artifact{Name} could not be stored: {Problem}", run.DisplayName, entry.Name is { } name ? $" '{name}'" : "", e.Message);
            }
        }
    }

    private Entry? Next()
    {
        lock (entries)
        {
            var entry = entries.Find(static e => !ReferenceEquals(e.Sent, e.Wanted));
            if (entry is null) sending = Task.CompletedTask;
            else entry.Sent = entry.Wanted;
            return entry;
        }
    }

    private sealed class Entry(string? name)
    {
        public string? Name => name;

        /// <summary>What it is to be; null when it was taken back.</summary>
        public TaskArtifact? Wanted { get; set; }

        /// <summary>What the store was told last.</summary>
        public TaskArtifact? Sent { get; set; }

        /// <summary>Its id at the store; null while it has none.</summary>
        public string? Id { get; set; }
    }
}
