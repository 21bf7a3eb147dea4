using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flows.Storage;

namespace Flows.Docker.Images;

/// <summary>A finished layer: a compressed archive in the cache.</summary>
/// <param name="Name">For people.</param>
/// <param name="Digest">Of the compressed bytes: the blob's name in a registry.</param>
/// <param name="DiffId">Of the archive itself.</param>
/// <param name="Size">Compressed bytes.</param>
internal sealed record BuiltLayer(string Name, string Digest, string DiffId, long Size);

/// <summary>Makes layers, each content once: a layer that was made before comes from the cache.</summary>
internal sealed class LayerBuilder(BlobCache cache)
{
    /// <summary>Changes when the bytes of a layer change for the same entries.</summary>
    private const string Format = "flows-layer-1";

    public async Task<BuiltLayer> BuildAsync(LayerPlan plan, CancellationToken cancellationToken)
    {
        var entries = LayerTar.Sort(plan.Entries);
        var key = await ComputeKeyAsync(entries, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } made)
            return made with { Name = plan.Name };
        var layer = await CompressAsync(plan.Name, entries, cancellationToken).ConfigureAwait(false);
        await cache.WriteNoteAsync("layers", key, JsonSerializer.SerializeToUtf8Bytes(layer, ImageJson.Context.BuiltLayer), cancellationToken).ConfigureAwait(false);
        return layer;
    }

    /// <summary>Makes several layers.</summary>
    public async Task<IReadOnlyList<BuiltLayer>> BuildAllAsync(IReadOnlyList<LayerPlan> plans, IStorageProgress progress, CancellationToken cancellationToken)
    {
        var layers = new List<BuiltLayer>();
        foreach (var plan in plans)
        {
            progress.Step($"Making layer {plan.Name}");
            layers.Add(await BuildAsync(plan, cancellationToken).ConfigureAwait(false));
        }
        return layers;
    }

    private async Task<BuiltLayer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var note = await cache.ReadNoteAsync("layers", key, ImageJson.Context.BuiltLayer, cancellationToken).ConfigureAwait(false);
        return note is not null && cache.Has(note.Digest, note.Size) ? note : null;
    }

    private async Task<BuiltLayer> CompressAsync(string name, IReadOnlyList<LayerEntry> entries, CancellationToken cancellationToken)
    {
        var diffId = "";
        var (digest, size) = await cache.AddAsync(
            async file =>
            {
                var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
                await using (compressed.ConfigureAwait(false))
                {
                    using var archive = new HashingStream(compressed);
                    await LayerTar.WriteAsync(archive, entries, cancellationToken).ConfigureAwait(false);
                    diffId = archive.FinishDigest();
                }
            },
            expectedDigest: null,
            cancellationToken).ConfigureAwait(false);
        return new(name, digest, diffId, size);
    }

    /// <summary>A name for the content, found without making the archive.</summary>
    private static async Task<string> ComputeKeyAsync(IReadOnlyList<LayerEntry> entries, CancellationToken cancellationToken)
    {
        using var key = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        key.AppendData(Encoding.UTF8.GetBytes(Format));
        foreach (var entry in entries)
        {
            var content = entry switch
            {
                LayerFile file => await HashFileAsync(file.Source, cancellationToken).ConfigureAwait(false),
                LayerText text => SHA256.HashData(Encoding.UTF8.GetBytes(text.Text)),
                _ => [],
            };
            key.AppendData(Encoding.UTF8.GetBytes($"\n{entry.Path}\0{(int)entry.Mode}\0"));
            key.AppendData(content);
        }
        return Convert.ToHexStringLower(key.GetHashAndReset());
    }

    private static async Task<byte[]> HashFileAsync(string path, CancellationToken cancellationToken)
    {
        var content = File.OpenRead(path);
        await using (content.ConfigureAwait(false))
            return await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
