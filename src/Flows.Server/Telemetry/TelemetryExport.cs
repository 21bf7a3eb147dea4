using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Flows.Server.Telemetry;

/// <summary>
/// Hands out metrics and traces: metrics to whoever reads <c>/metrics</c>, both to a collector when the standard variables
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin name one.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private readonly MeterProvider metrics;
    private readonly TracerProvider? traces;

    private TelemetryExport(MeterProvider metrics, TracerProvider? traces, RequestDelegate scrape) =>
        (this.metrics, this.traces, ScrapeAsync) = (metrics, traces, scrape);

    /// <summary>Answers with the metrics in the text form of Prometheus.</summary>
    public RequestDelegate ScrapeAsync { get; }

    public static TelemetryExport Start(IApplicationBuilder app)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("flows-server", serviceVersion: FlowsServer.Version).AddTelemetrySdk().AddEnvironmentVariableDetector();
        var metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(ServerMeters.Name, "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 1000);
        if (IsWanted("METRICS")) metrics.AddOtlpExporter();
        var provider = metrics.Build();
        return new(provider, IsWanted("TRACES") ? Traces(resource) : null, Scraper(app, provider));
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics.Dispose();
    }

    private static TracerProvider Traces(ResourceBuilder resource) => OpenTelemetry.Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
        .AddSource(ServerTraces.Name, "Npgsql")
        .AddAspNetCoreInstrumentation(o => o.Filter = http => !IsProbe(http.Request.Path))
        .AddOtlpExporter()
        .Build();

    private static RequestDelegate Scraper(IApplicationBuilder app, MeterProvider provider)
    {
        var branch = app.New();
        branch.UseOpenTelemetryPrometheusScrapingEndpoint(provider, _ => true, null, null, null);
        return branch.Build();
    }

    private static bool IsProbe(PathString path) => path == "/health" || path == "/metrics";

    private static bool IsWanted(string signal) =>
        !"true".Equals(Variable("OTEL_SDK_DISABLED"), StringComparison.OrdinalIgnoreCase) && Variable($"OTEL_{signal}_EXPORTER") != "none"
        && (Variable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
