using System.Text.Json;
using Flows.Storage;

namespace Flows.Docker.Images;

/// <summary>A framework that a program wants to find, as its <c>runtimeconfig.json</c> says.</summary>
/// <param name="Name">For example <c>Microsoft.NETCore.App</c>.</param>
/// <param name="Version">The lowest version that will do.</param>
/// <param name="RollForward">How far from it another version may be: .NET's own words, for example <c>Minor</c>.</param>
internal sealed record FrameworkRequirement(string Name, FrameworkVersion Version, string RollForward)
{
    private const string DefaultRollForward = "Minor";

    /// <summary>Whether an installed version will do (learn.microsoft.com/dotnet/core/versions/selection).</summary>
    public bool Accepts(FrameworkVersion installed)
    {
        if (Is("Disable"))
            return installed.Equals(Version);
        if (installed.CompareTo(Version) < 0)
            return false;
        if (Is("LatestPatch"))
            return installed.Major == Version.Major && installed.Minor == Version.Minor;
        return Is("Major") || Is("LatestMajor") || installed.Major == Version.Major;
    }

    /// <summary>Reads a <c>runtimeconfig.json</c>; nothing is wanted by a self-contained program.</summary>
    /// <exception cref="FlowStorageException">The file is missing or malformed.</exception>
    public static IReadOnlyList<FrameworkRequirement> Read(string runtimeConfigFile)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(runtimeConfigFile));
            return [.. Read(document.RootElement.GetProperty("runtimeOptions"))];
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FlowStorageException($"'{runtimeConfigFile}' does not tell which .NET runtime the program needs ({e.Message}): build the project again.", e);
        }
    }

    private static IEnumerable<FrameworkRequirement> Read(JsonElement options)
    {
        var rollForward = options.TryGetProperty("rollForward", out var value) ? value.GetString() : null;
        if (options.TryGetProperty("framework", out var single))
            yield return ReadOne(single, rollForward);
        if (options.TryGetProperty("frameworks", out var several))
            foreach (var one in several.EnumerateArray())
                yield return ReadOne(one, rollForward);
    }

    private static FrameworkRequirement ReadOne(JsonElement framework, string? rollForward)
    {
        var own = framework.TryGetProperty("rollForward", out var value) ? value.GetString() : null;
        return new(
            framework.GetProperty("name").GetString() ?? "",
            FrameworkVersion.Parse(framework.GetProperty("version").GetString() ?? ""),
            own ?? rollForward ?? DefaultRollForward);
    }

    private bool Is(string rollForward) => RollForward.Equals(rollForward, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Name} {Version}";
}
