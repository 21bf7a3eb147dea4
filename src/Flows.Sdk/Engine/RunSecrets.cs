using System.Text.Json;
using Flows.Results;

namespace Flows.Engine;

/// <summary>
/// Looks secrets up for one flow run (contract section 9.3): what the run was created with, then the provider of the run or of its flow, then
/// the configuration.
/// </summary>
internal sealed class RunSecrets(FlowRunContext flow)
{
    private const string ContextKey = "secrets";

    /// <summary>The value of a secret in the type that is asked for.</summary>
    /// <exception cref="FlowSignal">There is no such secret, or it is not of the type.</exception>
    public async ValueTask<T> GetAsync<T>(string name, CancellationToken cancellationToken)
    {
        var text = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw FlowSignal.Fail(NotFound(name));
        flow.Options.Redactor.Add(text);
        return Read<T>(name, text);
    }

    private async ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        FindInContext(name)
        ?? (Provider is { } provider ? await provider.FindAsync(name, cancellationToken).ConfigureAwait(false) : null)
        ?? await flow.Options.ConfiguredSecrets.FindAsync(name, cancellationToken).ConfigureAwait(false);

    private ISecretProvider? Provider => flow.Options.SecretProvider ?? flow.Graph.Resources.SecretProvider;

    private string? FindInContext(string name) =>
        flow.Facts.Context.GetValueOrDefault(ContextKey) is IReadOnlyDictionary<string, object?> secrets && secrets.TryGetValue(name, out var value)
            ? value as string ?? ValueJson.Default.Write(value, typeof(object)).GetRawText()
            : null;

    /// <summary>A text is decoded when it is JSON; one that is not is a text, which the type must be able to take.</summary>
    private T Read<T>(string name, string text)
    {
        var json = ValueJson.Of(flow.Graph.Settings.Json);
        if (Parse(text) is { } parsed && ValueConverter.TryConvert(parsed, typeof(T), json, out var value)) return (T)value!;
        if (typeof(T) == typeof(string) || typeof(T) == typeof(object)) return (T)(object)text;
        return ValueConverter.TryConvert(text, typeof(T), json, out value) ? (T)value!
            : throw FlowSignal.Fail($"Secret '{name}' of flow '{flow.Graph.Name}' cannot be read as {TypeName.Of(typeof(T))}.");
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string NotFound(string name)
    {
        var place = $"set the environment variable PREFECT__CONTEXT__SECRETS__{name}, or '{name}' under [context.secrets] in ~/.prefect/config.toml, where this program runs";
        return Provider is null ? $"Secret '{name}' of flow '{flow.Graph.Name}' was not found: {place}."
            : $"Secret '{name}' of flow '{flow.Graph.Name}' was not found: the flow's secret provider does not have it; add it there, or {place}.";
    }
}
