using System.Globalization;
using System.Text.RegularExpressions;

namespace Flows.Agents.Docker;

/// <summary>Names containers after their runs, in the engine's grammar.</summary>
internal static partial class ContainerNames
{
    private const int MaxLength = 250;

    /// <summary>Every name to try: the run's, then with -1, -2 and so on while the one before is taken.</summary>
    public static IEnumerable<string> For(string runName)
    {
        var name = Clean(runName);
        yield return name;
        for (var i = 1; ; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
    }

    private static string Clean(string runName)
    {
        var name = Refused().Replace(runName, "-").Trim('-').TrimStart('_', '-', '.');
        if (name.Length > MaxLength) name = name[..MaxLength];
        // The engine wants two characters at least.
        return name.Length > 1 ? name : $"flow-run{(name.Length == 0 ? "" : "-" + name)}";
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]+")]
    private static partial Regex Refused();
}
