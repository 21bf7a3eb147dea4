using System.Formats.Tar;
using System.Text;

namespace Flows.Docker.Images;

/// <summary>
/// Writes entries as a tar archive that has the same bytes everywhere: sorted, one time, owner 0:0. The format is GNU's: the PAX headers of
/// System.Formats.Tar would carry the process id.
/// </summary>
internal static class LayerTar
{
    /// <summary>The time of every file in a layer.</summary>
    private static readonly DateTimeOffset FileTime = DateTimeOffset.UnixEpoch.AddSeconds(1);

    /// <summary>The entries in the order of the archive: by path, ordinal, each folder before what is in it.</summary>
    public static IReadOnlyList<LayerEntry> Sort(IEnumerable<LayerEntry> entries) => [.. entries.OrderBy(e => e.Path, StringComparer.Ordinal)];

    public static async Task WriteAsync(Stream output, IEnumerable<LayerEntry> sorted, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(output, TarEntryFormat.Gnu, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var entry in sorted)
                await WriteEntryAsync(writer, entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task WriteEntryAsync(TarWriter writer, LayerEntry entry, CancellationToken cancellationToken)
    {
        var isFolder = entry is LayerFolder;
        var name = entry.Path.TrimStart('/') + (isFolder ? "/" : "");
        var header = new GnuTarEntry(isFolder ? TarEntryType.Directory : TarEntryType.RegularFile, name)
        {
            Mode = entry.Mode,
            ModificationTime = FileTime,
        };
        var content = Open(entry);
        await using (content.ConfigureAwait(false))
        {
            if (!isFolder)
                header.DataStream = content;
            await writer.WriteEntryAsync(header, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Stream Open(LayerEntry entry) => entry switch
    {
        LayerFile file => File.OpenRead(file.Source),
        LayerText text => new MemoryStream(Encoding.UTF8.GetBytes(text.Text)),
        _ => Stream.Null,
    };
}
