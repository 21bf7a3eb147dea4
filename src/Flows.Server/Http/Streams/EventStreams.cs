using System.Globalization;
using Flows.Server.Access;
using Flows.Server.Events;
using Flows.Server.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Flows.Server.Http.Streams;

/// <summary>Streams of server-sent events: <c>GET /events</c> for a dashboard, <c>GET /events/flow-run/{id}</c> for one run.</summary>
internal sealed class EventStreams(RunChanges changes, EventHub events, StreamPace pace)
{
    /// <summary>How many clients are followed at once.</summary>
    private const int MaxStreams = 1000;

    private const string Run = "/events/flow-run/";

    private int streams;

    public static bool IsAt(string? path) => path == "/events" || path?.StartsWith(Run, StringComparison.Ordinal) == true;

    /// <summary>Follows what the path names until it ends, the client goes, or the server stops.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var caller = http.Features.GetRequiredFeature<Admission>().Caller!;
        if (Interlocked.Increment(ref streams) > MaxStreams)
        {
            Interlocked.Decrement(ref streams);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, $"This server follows {MaxStreams} streams already; close some, or ask another replica.");
            return;
        }
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var longest = new CancellationTokenSource(StreamPace.Longest, pace.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping, longest.Token);
        try
        {
            await FollowAsync(http, caller, http.Request.Path.Value!, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or has to come back: to another replica, or with its key.
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }
    }

    private async Task FollowAsync(HttpContext http, Caller caller, string path, CancellationToken cancellationToken)
    {
        if (!path.StartsWith(Run, StringComparison.Ordinal))
        {
            if (http.Request.Query["tenant_id"].FirstOrDefault() is var wanted && wanted is not null && !Guid.TryParse(wanted, out _))
                await RefuseAsync(http, StatusCodes.Status400BadRequest, $"tenant_id is \"{wanted}\", which is no identifier of a tenant.");
            else if (wanted is not null && caller.TenantId is { } own && own != Guid.Parse(wanted))
                await RefuseAsync(http, StatusCodes.Status404NotFound, $"Tenant not found: {wanted}.");
            else
                await FollowTenantAsync(http, wanted is null ? caller.TenantId : Guid.Parse(wanted), cancellationToken);
            return;
        }
        var id = path[Run.Length..].TrimEnd('/');
        if (!Guid.TryParse(id, out var flowRun) || await changes.FindAsync(flowRun, cancellationToken) is not { } run
            || (caller.TenantId is { } tenant && tenant != run.TenantId))
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, $"Flow run not found: {id}.");
            return;
        }
        var after = http.Request.Query["logs_after"].FirstOrDefault();
        var sequence = -1L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, $"logs_after is \"{after}\", but it is the sequence of a log line: 0 or more.");
            return;
        }
        // Lines from before sequences were counted have the sequence 0.
        var position = StreamPosition.TryParse(http.Request.Headers["Last-Event-ID"].FirstOrDefault(), out var last) ? last : new(sequence, 0, null);
        using var writer = new EventWriter(http, pace.Time);
        await writer.StartAsync();
        await new FlowRunStream(flowRun, position, changes, writer, pace).RunAsync(events, cancellationToken);
    }

    private async Task FollowTenantAsync(HttpContext http, Guid? tenant, CancellationToken cancellationToken)
    {
        using var writer = new EventWriter(http, pace.Time);
        await writer.StartAsync();
        await new TenantStream(tenant, changes, writer, pace).RunAsync(events, cancellationToken);
    }

    private static Task RefuseAsync(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }
}
