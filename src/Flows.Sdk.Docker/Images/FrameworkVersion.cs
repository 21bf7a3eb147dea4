using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Flows.Docker.Images;

/// <summary>A version of a .NET framework: three numbers and, before a release, a label.</summary>
internal sealed record FrameworkVersion(int Major, int Minor, int Patch, string? Label) : IComparable<FrameworkVersion>
{
    public static FrameworkVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no version of a framework");

    public static bool TryParse(string text, [NotNullWhen(true)] out FrameworkVersion? version)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var numbers = (dash < 0 ? text : text[..dash]).Split('.');
        version = numbers.Length == 3 && TryNumber(numbers[0], out var major) && TryNumber(numbers[1], out var minor) && TryNumber(numbers[2], out var patch)
            ? new(major, minor, patch, dash < 0 ? null : text[(dash + 1)..])
            : null;
        return version is not null;
    }

    public int CompareTo(FrameworkVersion? other)
    {
        if (other is null)
            return 1;
        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return numbers != 0 ? numbers : (Label, other.Label) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => CompareLabels(Label.Split('.'), other.Label.Split('.')),
        };
    }

    public override string ToString() => Label is null ? $"{Major}.{Minor}.{Patch}" : $"{Major}.{Minor}.{Patch}-{Label}";

    /// <summary>As semver.org 2.0 orders them: part by part, numbers as numbers and below words.</summary>
    private static int CompareLabels(string[] left, string[] right)
    {
        foreach (var (l, r) in left.Zip(right))
        {
            var order = (TryNumber(l, out var x), TryNumber(r, out var y)) switch
            {
                (true, true) => x.CompareTo(y),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(l, r),
            };
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
