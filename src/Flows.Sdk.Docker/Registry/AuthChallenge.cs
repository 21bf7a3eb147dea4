using System.Net.Http.Headers;

namespace Flows.Docker.Registry;

/// <summary>What a registry asks for in <c>WWW-Authenticate</c>.</summary>
/// <param name="IsBearer">A token of its token service; otherwise name and password.</param>
/// <param name="Realm">The token service's address.</param>
/// <param name="Service">The registry's name at its token service.</param>
/// <param name="Scope">What the token has to be for.</param>
internal sealed record AuthChallenge(bool IsBearer, string? Realm, string? Service, string? Scope)
{
    /// <summary>The best challenge that we can answer; null when there is none.</summary>
    public static AuthChallenge? From(HttpHeaderValueCollection<AuthenticationHeaderValue> headers)
    {
        var bearer = headers.FirstOrDefault(h => h.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase));
        if (bearer is not null)
        {
            var values = Parameters(bearer.Parameter ?? "");
            return new(true, values.GetValueOrDefault("realm"), values.GetValueOrDefault("service"), values.GetValueOrDefault("scope"));
        }
        return headers.Any(h => h.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) ? new(false, null, null, null) : null;
    }

    /// <summary>Reads <c>name="value",name=value</c>; quoted values may hold commas and escapes (RFC 9110, 11.2).</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
                break;
            var name = text[at..equals].Trim(' ', ',', '\t');
            at = equals + 1;
            values[name] = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at);
        }
        return values;
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        at++;
        return value.ToString();
    }

    private static string Plain(string text, ref int at)
    {
        var comma = text.IndexOf(',', at);
        var end = comma < 0 ? text.Length : comma;
        var value = text[at..end].Trim();
        at = end;
        return value;
    }
}
