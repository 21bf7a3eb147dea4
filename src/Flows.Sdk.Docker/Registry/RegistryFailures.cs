using System.Net;
using System.Text.Json;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>The sentences in which a registry's refusals reach people. None holds a credential or an address with a query.</summary>
internal static class RegistryFailures
{
    private const int MaxRemoteText = 200;

    /// <summary>The registry does not know the caller.</summary>
    /// <param name="host">The registry.</param>
    /// <param name="userName">Whom it saw; null for nobody.</param>
    /// <param name="action">What was wanted, to follow <c>refused to</c>.</param>
    public static FlowStorageException Refused(string host, string? userName, string action) => new(
        userName is null
            ? $"The registry {host} refused to {action} without credentials, and docker's configuration has none for it: run 'docker login {host}'."
            : $"The registry {host} refused to {action}: it does not accept the password of '{userName}'; run 'docker login {host}' again.");

    /// <summary>The registry knows the caller, who may not do this.</summary>
    public static FlowStorageException Denied(string host, string? userName, string action, string remoteText) => new(
        $"The registry {host} refused to {action} for {(userName is null ? "callers without credentials" : $"'{userName}'")}{Remote(remoteText)}: "
        + $"ask its owner for permission, or run 'docker login {host}' as someone who has it.");

    /// <summary>No connection.</summary>
    public static FlowStorageException Unreachable(string who, HttpRequestError? error, Exception e)
    {
        var why = error switch
        {
            HttpRequestError.NameResolutionError => "cannot be found: its host name is unknown; check the name and the network",
            HttpRequestError.SecureConnectionError =>
                "does not offer a trusted TLS connection: check its certificate, or list it in docker.insecure_registries if it speaks plain HTTP on purpose",
            _ => $"cannot be reached ({e.GetBaseException().Message.TrimEnd('.')}): check RegistryUrl and the network",
        };
        return new($"{who} {why}.", e);
    }

    /// <summary>Any other answer.</summary>
    public static FlowStorageException Unexpected(string host, HttpStatusCode status, string action, string remoteText) => new(
        $"The registry {host} answered {(int)status} when it was to {action}{Remote(remoteText)}: {WayOut(status)}.");

    /// <summary>The registry's own words for a failure, cut and without control characters; empty when it had none.</summary>
    public static async Task<string> ReadRemoteTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var errors = JsonSerializer.Deserialize(body, RegistryJson.Default.ErrorAnswer)?.Errors ?? [];
            var text = errors.Count == 0 ? "" : errors[0].Message ?? errors[0].Code ?? "";
            return new([.. text.Where(c => !char.IsControl(c)).Take(MaxRemoteText)]);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return "";
        }
    }

    private static string Remote(string text) => text.Length == 0 ? "" : $" ({text})";

    private static string WayOut(HttpStatusCode status) => status switch
    {
        HttpStatusCode.InsufficientStorage => "its storage is full; free some and register again",
        HttpStatusCode.RequestEntityTooLarge => "a proxy in front of it limits the size of requests; raise the limit",
        HttpStatusCode.TooManyRequests => "it limits requests; try again later",
        HttpStatusCode.NotFound => "check RegistryUrl and ImageName; some registries want a repository to be created first",
        >= HttpStatusCode.InternalServerError => "look into its log (a full disk is a common cause) and register again",
        _ => "check RegistryUrl",
    };
}

/// <summary>How a registry words its failures.</summary>
internal sealed record ErrorAnswer
{
    public IReadOnlyList<ErrorEntry>? Errors { get; init; }
}

/// <summary>One failure.</summary>
internal sealed record ErrorEntry
{
    public string? Code { get; init; }

    public string? Message { get; init; }
}
