using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Server.Data;
using Flows.Server.Data.Migrations;
using Flows.Server.Services;
using Flows.Server.Sql;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Http;

/// <summary>
/// Says whether the server can do its work: 200 when the database answers, 503 when it does not. It tells nobody's name and needs no key, so that load
/// balancers can ask; an answer serves all who ask within a second.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The gate holds nothing to give back, since nobody asks for its wait handle.")]
internal sealed class HealthEndpoint(IDatabase database, ServiceHost services, TimeProvider time, ILogger<HealthEndpoint> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1);
    private (DateTimeOffset At, Report Report)? last;

    /// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
    /// <param name="Version">The server's version.</param>
    /// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
    /// <param name="Schema">The schema that the database has.</param>
    /// <param name="Services">Who runs the background services: <c>here</c>, <c>elsewhere</c> or <c>nobody</c>.</param>
    /// <param name="Problem">What is wrong.</param>
    internal sealed record Report(string Status, string Version, string Database, int? Schema, string? Services, string? Problem);

    public async Task HandleAsync(HttpContext http)
    {
        var report = await LatestAsync(http.RequestAborted);
        http.Response.StatusCode = report.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(JsonSerializer.Serialize(report, HealthJson.Default.Report), http.RequestAborted);
    }

    private async Task<Report> LatestAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (last is { } known && now - known.At < Fresh) return known.Report;
            var report = await LookAsync();
            last = (now, report);
            return report;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Report> LookAsync()
    {
        var kind = database.Dialect is SqliteDialect ? "sqlite" : "postgresql";
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            var schema = await database.ReadAsync(Migrator.SchemaAsync, limit.Token).WaitAsync(limit.Token);
            var holder = await services.HolderAsync(limit.Token).WaitAsync(limit.Token);
            return new("ok", FlowsServer.Version, kind, schema, holder is null ? "nobody" : holder == services.Holder ? "here" : "elsewhere", null);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The database does not answer");
            return new("unavailable", FlowsServer.Version, kind, null, null,
                e is OperationCanceledException ? $"The database has not answered for {Patience.TotalSeconds} seconds." : "The database does not answer; the server's log says more.");
        }
    }
}

/// <summary>The report as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthEndpoint.Report))]
internal sealed partial class HealthJson : JsonSerializerContext;
