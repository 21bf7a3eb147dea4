using Flows.Cli.Lookups;

namespace Flows.Cli.Registering;

/// <summary>The flows that some sources have, as far as they are asked for.</summary>
internal sealed class FlowCollection
{
    private readonly List<(IFlowSource Source, IReadOnlyList<string> Flows)> found = [];

    public IReadOnlyList<(IFlowSource Source, IReadOnlyList<string> Flows)> Sources => found;

    /// <summary>Asks the sources. One that cannot be read is an error of its own; the others go on.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="names">The names of flows that are asked for; empty for all.</param>
    /// <param name="report">Is told of errors.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="CliException">A flow that is asked for is nowhere.</exception>
    public static async Task<FlowCollection> CollectAsync(IReadOnlyList<IFlowSource> sources, IReadOnlyList<string> names, RegistrationReport report, CancellationToken stop)
    {
        report.Tell("Collecting flows...");
        var collection = new FlowCollection();
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            try
            {
                var flows = await source.CollectAsync(line => report.Tell($"  {line}"), stop);
                all.UnionWith(flows);
                List<string> wanted = [.. flows.Where(f => names.Count == 0 || names.Contains(f))];
                if (wanted.Count > 0) collection.found.Add((source, wanted));
            }
            catch (CliException e)
            {
                report.Add(RegistrationOutcome.Failed(source.Name, e.Message));
            }
        }
        List<string> missing = [.. names.Where(n => !all.Contains(n))];
        return missing.Count == 0 || report.HasErrors
            ? collection
            : throw new CliException($"There is no flow named {Names.Quote(missing)} in what was given; there {(all.Count == 1 ? "is" : "are")} {Names.Quote(all.Order(StringComparer.Ordinal))}.");
    }
}
