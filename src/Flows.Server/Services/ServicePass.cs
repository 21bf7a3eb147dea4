using Flows.Server.Telemetry;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Services;

/// <summary>Repeats the passes of one service. One that fails is logged and counted, and the next one comes at its time.</summary>
internal sealed class ServicePass(IServerService service, Contact contact, TimeProvider time, ILogger logger)
{
    /// <summary>How long the server must have been there before silence is judged: runs report every 30 seconds.</summary>
    private static readonly TimeSpan Hearing = TimeSpan.FromMinutes(2);

    /// <summary>A pass that takes longer than its period is followed by another after this while.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);

    public string Name => service.Name;

    public async Task RepeatAsync(Lease lease, CancellationToken held)
    {
        try
        {
            while (true)
            {
                var begun = time.GetTimestamp();
                if (service.JudgesSilence && contact.Lasts is var lasts && lasts < Hearing)
                {
                    await Task.Delay(Hearing - lasts, time, held);
                    continue;
                }
                await TryAsync(lease, held);
                var rest = service.Period - time.GetElapsedTime(begun);
                await Task.Delay(rest > ShortestRest ? rest : ShortestRest, time, held);
            }
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            // The lease is lost, or the server ends.
        }
    }

    /// <summary>Runs one pass.</summary>
    public async Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        using var span = ServerTraces.Source.StartActivity($"service {service.Name}");
        var begun = time.GetTimestamp();
        try
        {
            var rows = await service.RunAsync(lease, cancellationToken);
            ServerMeters.Passed(service.Name, time.GetElapsedTime(begun), rows, failed: false);
            span?.SetTag("flows.service.rows", rows);
            return rows;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ServerMeters.Passed(service.Name, time.GetElapsedTime(begun), 0, failed: true);
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
    }

    private async Task TryAsync(Lease lease, CancellationToken held)
    {
        try
        {
            await RunAsync(lease, held);
        }
        catch (LeaseLostException e)
        {
            logger.LogWarning("{Service} ends its pass: {Problem}", service.Name, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !held.IsCancellationRequested)
        {
            logger.LogError(e, "{Service} failed; it tries again at its next pass", service.Name);
        }
    }
}
