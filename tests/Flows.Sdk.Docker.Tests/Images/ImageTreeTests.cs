using Flows.Docker.Images;

namespace Flows.Sdk.Docker.Tests.Images;

public sealed class ImageTreeTests
{
    private const UnixFileMode Open = LayerEntry.ExecutableMode;

    [Fact]
    public void Resolve_ThroughLinks_FindsTheRealPath()
    {
        var tree = Tree([File("usr/share/dotnet/dotnet"), Link("usr/bin/dotnet", "../share/dotnet/dotnet"), Link("bin", "usr/bin")]);
        tree.Resolve("/bin/dotnet").ShouldNotBeNull().Path.ShouldBe("/usr/share/dotnet/dotnet");
        tree.Resolve("/bin/none").ShouldBeNull();
    }

    [Fact]
    public void Resolve_Circle_FindsNothing()
    {
        Tree([Link("a", "b"), Link("b", "/a")]).Resolve("/a/x").ShouldBeNull();
    }

    [Fact]
    public void Apply_Whiteouts_HideWhatLiesBelow()
    {
        var tree = Tree([File("a/one"), File("a/two"), File("b/old")], [File("a/.wh.one"), File("b/.wh..wh..opq"), File("b/new")]);
        tree.Resolve("/a/one").ShouldBeNull();
        tree.Resolve("/a/two").ShouldNotBeNull();
        tree.Resolve("/b/old").ShouldBeNull();
        tree.Resolve("/b/new").ShouldNotBeNull();
    }

    [Fact]
    public void Apply_FolderAgain_ChangesItsModeAndKeepsItsContent()
    {
        var tree = Tree([File("a/one")], [Folder("a", UnixFileMode.UserRead)]);
        tree.Resolve("/a").ShouldNotBeNull().Node.Mode.ShouldBe(UnixFileMode.UserRead);
        tree.Resolve("/a/one").ShouldNotBeNull();
    }

    [Fact]
    public void From_Tree_FindsShellRuntimeAndFolders()
    {
        var tree = Tree([
            File("usr/bin/dash"), Link("usr/bin/sh", "dash"), Link("bin", "usr/bin"), File("usr/share/dotnet/dotnet"), Link("usr/bin/dotnet", "/usr/share/dotnet/dotnet"),
            Folder("usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.3", Open), Folder("tmp", Open | UnixFileMode.StickyBit)]);
        var facts = BaseImageFacts.From(tree, ["A=b", "PATH=/none:/usr/bin"]);
        facts.HasShell.ShouldBeTrue();
        facts.HasDotnet.ShouldBeTrue();
        facts.Frameworks["Microsoft.NETCore.App"].ShouldBe(["10.0.3"]);
        facts.FolderModes.ShouldBe(new Dictionary<string, int> { ["/tmp"] = (int)(Open | UnixFileMode.StickyBit) });
        facts.FolderLinks.ShouldBe(new Dictionary<string, string> { ["/bin"] = "/usr/bin" });
        BaseImageFacts.From(tree, ["PATH=/usr/local/bin"]).HasDotnet.ShouldBeFalse();
    }

    [Fact]
    public void Place_Files_FollowTheBasesLinksAndRepeatItsModes()
    {
        var facts = BaseImageFacts.From(Tree([Link("bin", "usr/bin"), Folder("usr/bin", Open), Folder("tmp", Open | UnixFileMode.StickyBit)]), []);
        var placed = new FilePlacer(facts).Place([new LayerText("/bin/tool", Open, ""), new LayerText("/tmp/x/y", LayerEntry.ReadableMode, "")]);
        placed.Select(e => (e.Path, e.Mode)).Order().ShouldBe(
            [("/tmp", Open | UnixFileMode.StickyBit), ("/tmp/x", Open), ("/tmp/x/y", LayerEntry.ReadableMode), ("/usr", Open), ("/usr/bin", Open), ("/usr/bin/tool", Open)]);
    }

    private static ImageTree Tree(params ListedEntry[][] layers)
    {
        var tree = new ImageTree();
        foreach (var layer in layers)
            tree.Apply(layer);
        return tree;
    }

    private static ListedEntry File(string path) => Entry(path, TreeNodeKind.File, Open, null);

    private static ListedEntry Folder(string path, UnixFileMode mode) => Entry(path, TreeNodeKind.Folder, mode, null);

    private static ListedEntry Link(string path, string target) => Entry(path, TreeNodeKind.Link, Open, target);

    private static ListedEntry Entry(string path, TreeNodeKind kind, UnixFileMode mode, string? target)
    {
        var names = path.Split('/');
        return new(names[..^1], names[^1], kind, mode, target);
    }
}
