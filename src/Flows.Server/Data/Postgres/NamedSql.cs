using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Flows.Server.Data.Postgres;

/// <summary>A statement with <c>@name</c> parameters as PostgreSQL takes it, with <c>$1</c>, and which names the numbers stand for.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Names">The names, in the order of the numbers.</param>
internal sealed record NamedSql(string Text, IReadOnlyList<string> Names)
{
    /// <summary>Hand-written statements are few; the bound only guards against one that is put together.</summary>
    private const int MaxKnown = 2000;

    private static readonly ConcurrentDictionary<string, NamedSql> Known = new(StringComparer.Ordinal);

    public static NamedSql Of(string sql)
    {
        if (Known.TryGetValue(sql, out var known)) return known;
        if (Known.Count > MaxKnown) Known.Clear();
        return Known.GetOrAdd(sql, Translate);
    }

    private static NamedSql Translate(string sql)
    {
        var (text, names) = (new StringBuilder(sql.Length), new List<string>());
        for (var i = 0; i < sql.Length; i++)
        {
            var c = sql[i];
            if (c is '\'' or '"')
            {
                var end = sql.IndexOf(c, i + 1);
                text.Append(sql, i, end - i + 1);
                i = end;
            }
            else if (c == '@' && i + 1 < sql.Length && IsName(sql[i + 1]) && (i == 0 || sql[i - 1] != '@'))
            {
                var end = i + 1;
                while (end < sql.Length && IsName(sql[end])) end++;
                var name = sql[(i + 1)..end];
                if (!names.Contains(name)) names.Add(name);
                text.Append(CultureInfo.InvariantCulture, $"${names.IndexOf(name) + 1}");
                i = end - 1;
            }
            else
            {
                text.Append(c);
            }
        }
        return new(text.ToString(), names);
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
