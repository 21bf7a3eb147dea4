namespace Flows.Client;

/// <summary>Which settings must never be shown.</summary>
internal static class Secrets
{
    private static readonly string[] Words = ["api_key", "token", "password", "secret", "connection_url"];

    public static bool IsSecret(string key)
    {
        if (key.StartsWith("context.secrets.", StringComparison.Ordinal) || key.StartsWith("cloud.agent.env_vars.", StringComparison.Ordinal)) return true;
        var last = key[(key.LastIndexOf('.') + 1)..];
        return last != "use_local_secrets" && Words.Any(word => last.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
