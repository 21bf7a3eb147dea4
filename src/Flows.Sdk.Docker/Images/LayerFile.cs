namespace Flows.Docker.Images;

/// <summary>One entry of a layer.</summary>
/// <param name="Path">Absolute path in the image.</param>
/// <param name="Mode">The permission bits.</param>
internal abstract record LayerEntry(string Path, UnixFileMode Mode)
{
    public const UnixFileMode ReadableMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const UnixFileMode ExecutableMode = ReadableMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The mode of a file or folder: the machine's umask must not show in an image.</summary>
    public static UnixFileMode ModeOf(bool isExecutable) => isExecutable ? ExecutableMode : ReadableMode;
}

/// <summary>A folder.</summary>
internal sealed record LayerFolder(string Path, UnixFileMode Mode) : LayerEntry(Path, Mode);

/// <summary>A file whose bytes lie on this machine.</summary>
internal sealed record LayerFile(string Path, UnixFileMode Mode, string Source) : LayerEntry(Path, Mode);

/// <summary>A small file made in memory.</summary>
internal sealed record LayerText(string Path, UnixFileMode Mode, string Text) : LayerEntry(Path, Mode);

/// <summary>A layer that is to be made.</summary>
/// <param name="Name">For people: <c>packages</c> or <c>project</c>.</param>
/// <param name="Entries">Files; folders are added where they are missing.</param>
internal sealed record LayerPlan(string Name, IReadOnlyList<LayerEntry> Entries);
