namespace Flows.Docker.Images;

/// <summary>A file, folder or link of an image.</summary>
internal sealed class TreeNode(TreeNodeKind kind, UnixFileMode mode, string? target)
{
    public TreeNodeKind Kind => kind;

    public UnixFileMode Mode => mode;

    /// <summary>Where a link points to.</summary>
    public string? Target => target;

    public Dictionary<string, TreeNode> Children { get; private init; } = new(StringComparer.Ordinal);

    public bool IsFile => kind == TreeNodeKind.File;

    /// <summary>The same folder with another mode, its content kept.</summary>
    public TreeNode WithMode(UnixFileMode other) => new(TreeNodeKind.Folder, other, null) { Children = Children };
}

/// <summary>What a node is.</summary>
internal enum TreeNodeKind
{
    File,
    Folder,
    Link,
}

/// <summary>A node and its real path, without links.</summary>
internal sealed record TreePlace(string Path, TreeNode Node);

/// <summary>An image's file system without the bytes: layer over layer.</summary>
internal sealed class ImageTree
{
    private const string Whiteout = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";

    /// <summary>As the kernel: a longer chain is a circle.</summary>
    private const int MaxLinks = 40;

    private readonly TreeNode root = Folder(LayerEntry.ExecutableMode);

    /// <summary>Puts a layer on top.</summary>
    public void Apply(IReadOnlyList<ListedEntry> layer)
    {
        // An opaque folder hides what lies below, not what its own layer brings.
        foreach (var entry in layer.Where(e => e.Name == OpaqueWhiteout))
            FindOrAddFolder(entry.Folders).Children.Clear();
        foreach (var entry in layer.Where(e => e.Name != OpaqueWhiteout))
        {
            var folder = FindOrAddFolder(entry.Folders);
            if (entry.Name.StartsWith(Whiteout, StringComparison.Ordinal))
                folder.Children.Remove(entry.Name[Whiteout.Length..]);
            else if (entry.Kind == TreeNodeKind.Folder && folder.Children.TryGetValue(entry.Name, out var there) && there.Kind == TreeNodeKind.Folder)
                folder.Children[entry.Name] = there.WithMode(entry.Mode);
            else
                folder.Children[entry.Name] = new(entry.Kind, entry.Mode, entry.Target);
        }
    }

    /// <summary>Follows a path through links; null when nothing is there.</summary>
    public TreePlace? Resolve(string path) => Resolve([], Split(path), MaxLinks);

    /// <summary>All folders with their paths.</summary>
    public IEnumerable<TreePlace> Folders() => Walk("", root).Where(p => p.Node.Kind == TreeNodeKind.Folder);

    /// <summary>Links that lead to folders, with the real path of each.</summary>
    public Dictionary<string, string> FolderLinks() =>
        Walk("", root).Where(p => p.Node.Kind == TreeNodeKind.Link)
            .Select(link => (link.Path, Found: Resolve(link.Path))).Where(l => l.Found is { Node.Kind: TreeNodeKind.Folder })
            .ToDictionary(l => l.Path, l => l.Found!.Path);

    private static IEnumerable<TreePlace> Walk(string path, TreeNode node) =>
        node.Children.Select(c => new TreePlace($"{path}/{c.Key}", c.Value)).SelectMany(p => Walk(p.Path, p.Node).Prepend(p));

    private TreePlace? Resolve(List<string> done, Queue<string> rest, int linksLeft)
    {
        var node = NodeAt(done);
        while (node is not null && rest.TryDequeue(out var name))
        {
            if (name == "..")
            {
                done = [.. done.SkipLast(1)];
                node = NodeAt(done);
                continue;
            }
            if (!node.Children.TryGetValue(name, out var child))
                return null;
            if (child.Kind != TreeNodeKind.Link)
            {
                done = [.. done, name];
                node = child;
                continue;
            }
            if (linksLeft == 0)
                return null;
            var start = child.Target!.StartsWith('/') ? [] : done;
            return Resolve(start, new(Split(child.Target).Concat(rest)), linksLeft - 1);
        }
        return node is null ? null : new("/" + string.Join('/', done), node);
    }

    private TreeNode? NodeAt(IEnumerable<string> names) =>
        names.Aggregate((TreeNode?)root, (node, name) => node?.Children.GetValueOrDefault(name));

    private TreeNode FindOrAddFolder(IEnumerable<string> names)
    {
        var node = root;
        foreach (var name in names)
        {
            if (!node.Children.TryGetValue(name, out var child) || child.Kind != TreeNodeKind.Folder)
                node.Children[name] = child = Folder(LayerEntry.ExecutableMode);
            node = child;
        }
        return node;
    }

    private static Queue<string> Split(string path) => new(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(n => n != "."));

    private static TreeNode Folder(UnixFileMode mode) => new(TreeNodeKind.Folder, mode, null);
}
