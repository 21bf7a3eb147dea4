namespace Flows.Docker.Images;

/// <summary>What matters of a base image's file system; kept by digest, so that an image is looked through once.</summary>
internal sealed record BaseImageFacts
{
    /// <summary>Whether <c>/bin/sh</c> is there.</summary>
    public required bool HasShell { get; init; }

    /// <summary>Whether a <c>dotnet</c> is on the image's PATH.</summary>
    public required bool HasDotnet { get; init; }

    /// <summary>The versions of each framework that this <c>dotnet</c> finds.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Frameworks { get; init; }

    /// <summary>Permission bits of folders where they are not 755.</summary>
    public required IReadOnlyDictionary<string, int> FolderModes { get; init; }

    /// <summary>Links to folders, with the folder's real path.</summary>
    public required IReadOnlyDictionary<string, string> FolderLinks { get; init; }

    /// <summary>Where <see cref="BlobCache"/> keeps these notes.</summary>
    public const string CacheKind = "bases";

    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Looks through a file system.</summary>
    /// <param name="tree">All layers.</param>
    /// <param name="environment">The image's environment, <c>NAME=value</c> each.</param>
    public static BaseImageFacts From(ImageTree tree, IEnumerable<string> environment)
    {
        var path = environment.FirstOrDefault(e => e.StartsWith("PATH=", StringComparison.Ordinal))?[5..] ?? DefaultPath;
        var dotnet = path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => tree.Resolve($"{folder}/dotnet")).FirstOrDefault(found => found is { Node.IsFile: true });
        var shared = dotnet is null ? null : tree.Resolve(dotnet.Path[..dotnet.Path.LastIndexOf('/')] + "/shared");
        return new()
        {
            HasShell = tree.Resolve("/bin/sh") is { Node.IsFile: true },
            HasDotnet = dotnet is not null,
            Frameworks = shared?.Node.Children.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.Children.Keys.Order(StringComparer.Ordinal)]) ?? [],
            FolderModes = tree.Folders().Where(f => f.Node.Mode != LayerEntry.ExecutableMode).ToDictionary(f => f.Path, f => (int)f.Node.Mode),
            FolderLinks = tree.FolderLinks(),
        };
    }
}
