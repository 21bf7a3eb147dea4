using System.Text.Json;
using Flows.Storage;

namespace Flows.Docker.Images;

/// <summary>Which files of a program come from NuGet packages, as its <c>.deps.json</c> tells: they change seldom and get a layer of their own.</summary>
internal static class PackageAssets
{
    /// <summary>The paths in the output folder; empty without a <c>.deps.json</c>.</summary>
    /// <exception cref="FlowStorageException">The file is malformed.</exception>
    public static IReadOnlySet<string> Read(string depsFile)
    {
        if (!File.Exists(depsFile))
            return new HashSet<string>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(depsFile));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FlowStorageException($"'{depsFile}' is not a dependency file of .NET: build the project again.", e);
        }
    }

    private static HashSet<string> Read(JsonElement root)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var packages = root.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.TryGetProperty("type", out var type) && type.ValueEquals("package")).Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var target in root.GetProperty("targets").EnumerateObject())
            foreach (var library in target.Value.EnumerateObject().Where(l => packages.Contains(l.Name)))
                AddAssets(library.Value, paths);
        return paths;
    }

    private static void AddAssets(JsonElement library, HashSet<string> paths)
    {
        foreach (var asset in Assets(library, "runtime").Concat(Assets(library, "native")))
            paths.Add(Path.GetFileName(asset.Name));
        foreach (var asset in Assets(library, "resources"))
            paths.Add($"{asset.Value.GetProperty("locale").GetString()}/{Path.GetFileName(asset.Name)}");
        foreach (var asset in Assets(library, "runtimeTargets"))
            paths.Add(asset.Name);
    }

    private static List<JsonProperty> Assets(JsonElement library, string kind) =>
        library.TryGetProperty(kind, out var assets) ? [.. assets.EnumerateObject()] : [];
}
