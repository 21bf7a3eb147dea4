using System.Text.RegularExpressions;

namespace Flows.Client;

/// <summary>Fills in what values refer to (contract section 9.1): environment variables, the home folder, other keys.</summary>
internal static partial class Expansion
{
    private const int MaxPasses = 10;

    /// <summary>Replaces a leading <c>~</c> by the home folder.</summary>
    public static string Home(string text, string home) => text == "~" || text.StartsWith("~/", StringComparison.Ordinal) ? home + text[1..] : text;

    /// <summary>Replaces <c>$NAME</c> and <c>${NAME}</c> by variables that exist, and a leading <c>~</c>.</summary>
    public static string Variables(string text, ConfigurationSources sources)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var next = Home(Variable().Replace(text, m => sources.Environment.GetValueOrDefault(m.Groups[1].Value + m.Groups[2].Value) ?? m.Value), sources.HomeFolder);
            if (next == text) break;
            text = next;
        }

        return text;
    }

    /// <summary>
    /// Replaces <c>${dotted.key}</c>, innermost first, by the value of that key; by nothing when there is no such key. What refers
    /// to a secret becomes one.
    /// </summary>
    public static ConfigurationValue Keys(ConfigurationValue value, IReadOnlyDictionary<string, ConfigurationValue> values)
    {
        for (var pass = 0; pass < MaxPasses && Key().IsMatch(value.Value); pass++)
        {
            var secret = value.IsSecret;
            var text = Key().Replace(value.Value, m =>
            {
                var referred = values.GetValueOrDefault(m.Groups[1].Value);
                secret |= referred?.IsSecret ?? false;
                return referred?.Value ?? "";
            });
            value = value with { Value = text, IsSecret = secret };
        }

        return value;
    }

    [GeneratedRegex(@"\$(?:(\w+)|\{(\w+)\})")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{([^${}]+)\}")]
    private static partial Regex Key();
}
