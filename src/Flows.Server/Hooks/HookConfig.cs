using System.Text.Json;
using Flows.Server.Errors;

namespace Flows.Server.Hooks;

/// <summary>Checks what a hook must know to tell.</summary>
internal static class HookConfig
{
    private static readonly string[] Severities = ["critical", "error", "warning", "info"];

    /// <exception cref="RequestException">Something is missing or cannot be.</exception>
    public static void Check(string word, HookType type, JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object)
            throw Wrong(word, $"config must be a JSON object, but this is sent: {config.ValueKind}");
        switch (type)
        {
            case HookType.Webhook or HookType.SlackWebhook:
                CheckUrl(word, Text(word, config, "url"));
                break;
            case HookType.PagerDuty:
                Text(word, config, "api_token");
                Text(word, config, "routing_key");
                if (Text(word, config, "severity") is var severity && !Severities.Contains(severity))
                    throw Wrong(word, $"severity is \"{severity}\", but PagerDuty knows {string.Join(", ", Severities)}");
                break;
            case HookType.Twilio:
                Text(word, config, "account_sid");
                Text(word, config, "auth_token");
                Text(word, config, "messaging_service_sid");
                if (Numbers(config).Count == 0) throw Wrong(word, "config must hold \"to\": a list of telephone numbers as +4930123456");
                break;
        }
    }

    public static string Text(JsonElement config, string key) =>
        config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The telephone numbers of a Twilio hook.</summary>
    public static IReadOnlyList<string> Numbers(JsonElement config) => !config.TryGetProperty("to", out var to) ? [] : to.ValueKind switch
    {
        JsonValueKind.String => [to.GetString()!],
        JsonValueKind.Array => [.. to.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)],
        _ => [],
    };

    private static string Text(string word, JsonElement config, string key) => Text(config, key) is { Length: > 0 } text
        ? text
        : throw Wrong(word, $"config must hold \"{key}\" as text");

    // The address is not repeated: its path is often the secret.
    private static void CheckUrl(string word, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw Wrong(word, "url is no address that starts with https:// or http://");
    }

    private static RequestException Wrong(string word, string what) => new($"A hook of type {word} cannot be made so: {what}.", ErrorCodes.Data);
}
