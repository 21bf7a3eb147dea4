using Flows.Server.Services.Pruning;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Services;

/// <summary>Deletes what has become old, as the options say.</summary>
internal sealed class Retention(Pruner pruner, TimeSpan period, ILogger<Retention> logger) : IServerService
{
    public string Name => nameof(Retention);

    public TimeSpan Period => period;

    public bool JudgesSilence => false;

    public async Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        var counts = (await pruner.PruneAsync(lease, null, cancellationToken)).Where(c => c.Rows > 0).ToList();
        foreach (var (kind, rows) in counts) logger.LogInformation("Retention deleted {Rows} old {Kind}", rows, kind);
        return (int)counts.Sum(c => c.Rows);
    }
}
