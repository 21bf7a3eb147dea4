namespace Flows.Docker.Images;

/// <summary>
/// Puts files where the base image's own folders and links say: a layer repeats the folders above its files, and one that repeated them wrongly
/// would open <c>/root</c> to all, close <c>/tmp</c>, or put a folder in the place of the link <c>/lib</c>.
/// </summary>
internal sealed class FilePlacer(BaseImageFacts facts)
{
    /// <summary>The entries at their real paths, with the folders above them. The last of two entries at one path counts.</summary>
    public IReadOnlyList<LayerEntry> Place(IEnumerable<LayerEntry> entries)
    {
        var placed = new Dictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var parent = RealFolder(ParentOf(entry.Path));
            var path = $"{parent.TrimEnd('/')}/{entry.Path[(entry.Path.LastIndexOf('/') + 1)..]}";
            placed[path] = entry with { Path = path };
            for (var folder = parent; folder != "/"; folder = ParentOf(folder))
                placed.TryAdd(folder, new LayerFolder(folder, facts.FolderModes.TryGetValue(folder, out var mode) ? (UnixFileMode)mode : LayerEntry.ExecutableMode));
        }
        return [.. placed.Values];
    }

    private string RealFolder(string folder)
    {
        if (folder == "/")
            return folder;
        var path = $"{RealFolder(ParentOf(folder)).TrimEnd('/')}/{folder[(folder.LastIndexOf('/') + 1)..]}";
        return facts.FolderLinks.TryGetValue(path, out var target) ? target : path;
    }

    private static string ParentOf(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }
}
