namespace Flows.Client;

/// <summary>The lowest layer (contract section 9.2): the keys that Flows reads. Unlike the original, the backend is <c>server</c>.</summary>
internal static class ConfigurationDefaults
{
    public static IReadOnlyList<(string Key, string Value)> All { get; } =
    [
        ("backend", "server"),
        ("home_dir", "~/.prefect"),
        ("debug", "false"),
        ("server.host", "http://localhost"),
        ("server.port", "4200"),
        ("server.endpoint", "${server.host}:${server.port}"),
        ("server.ui.host", "http://localhost"),
        ("server.ui.port", "8080"),
        ("server.ui.endpoint", "${server.ui.host}:${server.ui.port}"),
        ("server.ui.apollo_url", "http://localhost:4200/graphql"),
        ("cloud.api", "${${backend}.endpoint}"),
        ("cloud.endpoint", "https://api.prefect.io"),
        ("cloud.api_key", ""),
        ("cloud.tenant_id", ""),
        ("cloud.heartbeat_interval", "30"),
        ("cloud.check_cancellation_interval", "15"),
        ("cloud.request_timeout", "15"),
        ("cloud.queue_interval", "30"),
        ("cloud.send_flow_run_logs", "true"),
        ("cloud.logging_heartbeat", "5"),
        ("cloud.agent.name", "agent"),
        ("cloud.agent.labels", "[]"),
        ("cloud.agent.level", "INFO"),
        ("flows.checkpointing", "false"),
        ("logging.level", "INFO"),
    ];
}
