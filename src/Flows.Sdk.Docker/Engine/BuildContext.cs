using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Flows.Docker.Images;

namespace Flows.Docker.Engine;

/// <summary>What an engine is sent to build an image: a Dockerfile and the layers, each as the archive that the direct way would push.</summary>
internal static class BuildContext
{
    /// <summary>Writes the context to a temporary file that is gone when it is closed.</summary>
    public static async Task<Stream> WriteAsync(EngineBaseImage baseImage, ImageFacts facts, IReadOnlyList<BuiltLayer> layers, BlobCache cache, CancellationToken cancellationToken)
    {
        var context = new FileStream(
            Path.Combine(Path.GetTempPath(), $"flows-{Guid.NewGuid():N}.tar"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var writer = new TarWriter(context, TarEntryFormat.Gnu, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            using var dockerfile = new MemoryStream(Encoding.UTF8.GetBytes(Dockerfile(baseImage, facts, layers)));
            await AddAsync(writer, "Dockerfile", dockerfile, cancellationToken).ConfigureAwait(false);
            foreach (var layer in layers)
            {
                var content = cache.OpenRead(layer.Digest);
                await using (content.ConfigureAwait(false))
                    await AddAsync(writer, FileOf(layer), content, cancellationToken).ConfigureAwait(false);
            }
        }
        context.Position = 0;
        return context;
    }

    /// <summary>ADD unpacks an archive as it is: the same folders, modes and times as in the direct way.</summary>
    private static string Dockerfile(EngineBaseImage baseImage, ImageFacts facts, IReadOnlyList<BuiltLayer> layers)
    {
        var text = new StringBuilder().Append("FROM ").Append(Sha256Digest.Hex(baseImage.Id)).Append('\n');
        foreach (var layer in layers)
            text.Append("ADD ").Append(FileOf(layer)).Append(" /\n");
        foreach (var variable in facts.Environment)
            text.Append("ENV ").Append(Quote(variable)).Append('\n');
        text.Append("WORKDIR ").Append(facts.WorkingFolder).Append('\n');
        text.Append("ENTRYPOINT []\n");
        text.Append("CMD ").Append(JsonSerializer.Serialize(facts.Command, ImageJson.Context.IReadOnlyListString)).Append('\n');
        return text.ToString();
    }

    /// <summary><c>NAME="value"</c> so that nothing in the value is replaced.</summary>
    private static string Quote(string variable)
    {
        var parts = variable.Split('=', 2);
        var value = parts[1].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
        return $"{parts[0]}=\"{value}\"";
    }

    private static string FileOf(BuiltLayer layer) => layer.Name + ".tar.gz";

    private static Task AddAsync(TarWriter writer, string name, Stream content, CancellationToken cancellationToken) =>
        writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch }, cancellationToken);
}
