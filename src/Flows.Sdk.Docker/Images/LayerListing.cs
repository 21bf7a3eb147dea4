using System.Formats.Tar;
using System.IO.Compression;

namespace Flows.Docker.Images;

/// <summary>One entry of a layer's archive, without its bytes.</summary>
/// <param name="Folders">The names of the folders above it.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Kind">What it is; a hard link counts as a file.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Target">Where a symbolic link points to.</param>
internal sealed record ListedEntry(IReadOnlyList<string> Folders, string Name, TreeNodeKind Kind, UnixFileMode Mode, string? Target);

/// <summary>Lists what is in a layer.</summary>
internal static class LayerListing
{
    private static readonly byte[] GZipMagic = [0x1f, 0x8b];
    private static readonly byte[] ZstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>Reads an archive, compressed with gzip or not.</summary>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static async Task<IReadOnlyList<ListedEntry>> ReadAsync(Stream layer, CancellationToken cancellationToken)
    {
        var start = new byte[4];
        var length = await layer.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var whole = new PrefixedStream(start.AsMemory(0, length), layer);
        await using (whole.ConfigureAwait(false))
        {
            if (start.AsSpan().StartsWith(ZstdMagic))
                throw new InvalidDataException("its layers are compressed with zstd");
            if (!start.AsSpan().StartsWith(GZipMagic))
                return await ReadArchiveAsync(whole, cancellationToken).ConfigureAwait(false);
            var archive = new GZipStream(whole, CompressionMode.Decompress);
            await using (archive.ConfigureAwait(false))
                return await ReadArchiveAsync(archive, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<ListedEntry>> ReadArchiveAsync(Stream archive, CancellationToken cancellationToken)
    {
        var entries = new List<ListedEntry>();
        var reader = new TarReader(archive, leaveOpen: true);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                if (ToListed(entry) is { } listed)
                    entries.Add(listed);
        }
        return entries;
    }

    private static ListedEntry? ToListed(TarEntry entry)
    {
        var names = entry.Name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(n => n != ".").ToArray();
        if (names.Length == 0 || names.Contains(".."))
            return null;
        return entry.EntryType switch
        {
            TarEntryType.Directory => Listed(TreeNodeKind.Folder, null),
            TarEntryType.SymbolicLink => Listed(TreeNodeKind.Link, entry.LinkName),
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.HardLink or TarEntryType.ContiguousFile => Listed(TreeNodeKind.File, null),
            _ => null,
        };

        ListedEntry Listed(TreeNodeKind kind, string? target) => new(names[..^1], names[^1], kind, entry.Mode, target);
    }
}
