using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Flows.Cli;

/// <summary>Spans of time as people write them: a number and <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
internal static class Ages
{
    /// <summary>Reads one, for example <c>30d</c>.</summary>
    public static bool TryParse(string? text, out TimeSpan age)
    {
        age = default;
        if (text is not { Length: > 1 } || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        var unit = text[^1] switch { 's' => 1L, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        if (unit == 0 || number > 3_650_000L * 86_400 / unit) return false;
        age = TimeSpan.FromSeconds(number * unit);
        return true;
    }

    /// <summary>An option whose value is one; null when it is not given.</summary>
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "AGE",
        CustomParser = result => TryParse(result.Tokens.Single().Value, out var age) ? age : Refuse(result, name),
    };

    /// <summary>The setting of a key; null when it is not set, or is <c>never</c>.</summary>
    /// <exception cref="CliException">It is no span of time.</exception>
    public static TimeSpan? Setting(string key, string? value) => string.IsNullOrEmpty(value) || value == "never" ? null
        : TryParse(value, out var age) ? age
        : throw new CliException($"The setting {key} is '{value}': write a number and s, m, h, d or w, for example 30d.");

    private static TimeSpan? Refuse(ArgumentResult result, string name)
    {
        result.AddError($"{name} is '{result.Tokens.Single().Value}': write a number and s, m, h, d or w, for example 30d.");
        return null;
    }
}
