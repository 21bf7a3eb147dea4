namespace Flows.Cli.Registering;

/// <summary>Notices when the files of sources change, by their times, as every half a second.</summary>
internal sealed class FileWatch(IReadOnlyList<IFlowSource> sources, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);
    private readonly Dictionary<IFlowSource, string> seen = sources.ToDictionary(s => s, Print);

    /// <summary>Waits for a change.</summary>
    /// <returns>The sources that changed.</returns>
    public async Task<IReadOnlyList<IFlowSource>> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Period, time, stop);
            List<IFlowSource> changed = [];
            foreach (var source in sources)
            {
                var now = Print(source);
                if (now == seen[source]) continue;
                seen[source] = now;
                changed.Add(source);
            }
            if (changed.Count > 0) return changed;
        }
    }

    /// <summary>Which files there are and when each was written.</summary>
    private static string Print(IFlowSource source) => string.Join('\n', source.Files.Select(f => new FileInfo(f)).Select(f => f.Exists ? $"{f.FullName} {f.LastWriteTimeUtc.Ticks} {f.Length}" : f.FullName));
}
