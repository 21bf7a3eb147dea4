using System.Text.Json;
using Flows.States;

namespace Flows.Engine;

/// <summary>
/// Takes the secrets that a program has read out of its texts. It knows each secret as it was given, the texts inside of one that is JSON,
/// and how these look in JSON and in addresses.
/// </summary>
internal sealed class SecretRedactor
{
    public const string Mask = "********";

    /// <summary>A shorter one is taken out only where it stands as a word of its own: it is part of many a text by chance.</summary>
    private const int ShortestPart = 4;

    private readonly Lock gate = new();
    private volatile string[] known = [];

    /// <summary>Whether any secret was read.</summary>
    public bool KnowsAny => known.Length > 0;

    /// <summary>Takes note of a secret.</summary>
    public void Add(string secret)
    {
        var texts = Forms(secret).Where(t => t.Length > 0);
        lock (gate) known = [.. known.Concat(texts).Distinct(StringComparer.Ordinal).OrderByDescending(t => t.Length)];
    }

    /// <summary>The text without secrets; the same object when there is none in it.</summary>
    public string Clean(string text)
    {
        foreach (var secret in known)
            if (text.Contains(secret, StringComparison.Ordinal))
                text = secret.Length >= ShortestPart ? text.Replace(secret, Mask, StringComparison.Ordinal) : CleanWords(text, secret);
        return text;
    }

    /// <summary>The exception, or where its text has a secret one that shows the text without.</summary>
    public Exception? Clean(Exception? exception)
    {
        if (exception is null || !KnowsAny) return exception;
        var text = exception.ToString();
        var clean = Clean(text);
        return ReferenceEquals(clean, text) ? exception : new RedactedException(Clean(exception.Message), clean);
    }

    /// <summary>The state with a message that has no secret in it.</summary>
    public State Clean(State state)
    {
        if (!KnowsAny || state.Message is not { } message) return state;
        var clean = Clean(message);
        return ReferenceEquals(clean, message) ? state : state with { Message = clean };
    }

    private static IEnumerable<string> Forms(string secret) => Parts(secret).Append(secret).Append(secret.Trim())
        .SelectMany(t => (string[])[t, JsonEncodedText.Encode(t).ToString(), Uri.EscapeDataString(t)]);

    /// <summary>The texts inside of a secret that is JSON.</summary>
    private static IEnumerable<string> Parts(string secret)
    {
        try
        {
            return [.. Texts(JsonElement.Parse(secret))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    private static string CleanWords(string text, string secret)
    {
        for (var at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at, StringComparison.Ordinal))
        {
            var end = at + secret.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWord) text = string.Concat(text.AsSpan(0, at), Mask, text.AsSpan(end));
            at += isWord ? Mask.Length : 1;
            if (at >= text.Length) break;
        }

        return text;
    }

    /// <summary>Stands in a log line for an exception whose text had a secret in it.</summary>
    private sealed class RedactedException(string message, string text) : Exception(message)
    {
        public override string ToString() => text;
    }
}
