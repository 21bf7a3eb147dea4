using System.Formats.Tar;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Flows.Docker.Credentials;
using Flows.Docker.Images;
using Flows.Storage;

namespace Flows.Docker.Engine;

/// <summary>A base image in an engine.</summary>
/// <param name="Id">The engine's name for it.</param>
/// <param name="Digest">Its digest in its registry; its id when it was never in one.</param>
/// <param name="Environment"><c>NAME=value</c> each.</param>
internal sealed record EngineBaseImage(string Id, string Digest, IReadOnlyList<string> Environment);

/// <summary>Brings base images into an engine and looks through their file systems.</summary>
internal sealed class EngineBaseImageReader(IDockerClient engine, DockerCredentials credentials, BlobCache cache, IStorageProgress progress)
{
    /// <summary>Pulls an image. One that is only in the engine will do, with a warning.</summary>
    /// <exception cref="FlowStorageException">It is nowhere.</exception>
    public async Task<EngineBaseImage> ReadAsync(ImageReference image, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        progress.Step($"Pulling the base image {image}");
        var failure = await PullAsync(image, platform, cancellationToken).ConfigureAwait(false);
        var inspected = await InspectAsync(image, cancellationToken).ConfigureAwait(false);
        if (inspected is null)
            throw failure ?? EngineFailures.Pull(image, null, "not found");
        if (failure is not null)
            progress.Warn($"{failure.Message} The Docker engine's own copy is used.");
        return inspected;
    }

    /// <summary>What matters of the file system; it is looked through once.</summary>
    public async Task<BaseImageFacts> InspectFilesAsync(EngineBaseImage image, CancellationToken cancellationToken)
    {
        var key = Sha256Digest.Hex(image.Id);
        if (await cache.ReadNoteAsync(BaseImageFacts.CacheKind, key, ImageJson.Context.BaseImageFacts, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        progress.Step("Inspecting the base image");
        var facts = BaseImageFacts.From(await ReadTreeAsync(image, cancellationToken).ConfigureAwait(false), image.Environment);
        await cache.WriteNoteAsync(BaseImageFacts.CacheKind, key, JsonSerializer.SerializeToUtf8Bytes(facts, ImageJson.Context.BaseImageFacts), cancellationToken).ConfigureAwait(false);
        return facts;
    }

    private async Task<FlowStorageException?> PullAsync(ImageReference image, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(image.Registry, cancellationToken).ConfigureAwait(false);
        var messages = new EngineMessages(progress);
        try
        {
            var parameters = new ImagesCreateParameters { FromImage = image.Name, Tag = image.Selector, Platform = platform?.ToString() };
            await engine.Images.CreateImageAsync(parameters, credential.ToAuthConfig(image.Registry), messages, cancellationToken).ConfigureAwait(false);
            return messages.Error is { } error ? EngineFailures.Pull(image, credential?.ToString(), error) : null;
        }
        catch (DockerApiException e)
        {
            return EngineFailures.Pull(image, credential?.ToString(), EngineMessages.TextOf(e));
        }
    }

    private async Task<EngineBaseImage?> InspectAsync(ImageReference image, CancellationToken cancellationToken)
    {
        try
        {
            var found = await engine.Images.InspectImageAsync(image.ToString(), cancellationToken).ConfigureAwait(false);
            var digest = found.RepoDigests?.Select(d => d.Split('@')).FirstOrDefault(d => d.Length == 2 && ImageReference.TryParse(d[0], out var name, out _) && name.Name == image.Name);
            return new(found.ID, digest?[1] ?? found.ID, [.. found.Config?.Env ?? []]);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads what <c>docker save</c> writes: the layers in any order, and a manifest that tells the order.</summary>
    private async Task<ImageTree> ReadTreeAsync(EngineBaseImage image, CancellationToken cancellationToken)
    {
        var layers = new Dictionary<string, IReadOnlyList<ListedEntry>>(StringComparer.Ordinal);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        IReadOnlyList<string> order = [];
        var saved = await engine.Images.SaveImageAsync(image.Id, cancellationToken).ConfigureAwait(false);
        await using (saved.ConfigureAwait(false))
        {
            var reader = new TarReader(new PrefixedStream(ReadOnlyMemory<byte>.Empty, saved));
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                {
                    if (entry.EntryType == TarEntryType.SymbolicLink)
                        links[entry.Name] = Path.GetFullPath(entry.LinkName, "/" + Path.GetDirectoryName(entry.Name))[1..];
                    else if (entry.Name == "manifest.json")
                        order = await ReadOrderAsync(entry.DataStream!, cancellationToken).ConfigureAwait(false);
                    else if (entry.DataStream is { } content && IsLayer(entry.Name))
                        layers[entry.Name] = await TryListAsync(content, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        var tree = new ImageTree();
        foreach (var name in order)
            tree.Apply(layers[links.GetValueOrDefault(name, name)]);
        return tree;
    }

    /// <summary>Old engines write <c>ID/layer.tar</c>, new ones <c>blobs/sha256/HEX</c>, configs among them.</summary>
    private static bool IsLayer(string name) => name.EndsWith("/layer.tar", StringComparison.Ordinal) || name.StartsWith("blobs/", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<ListedEntry>> TryListAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await LayerListing.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            return []; // A config or manifest, which the order does not name.
        }
    }

    private static async Task<IReadOnlyList<string>> ReadOrderAsync(Stream json, CancellationToken cancellationToken)
    {
        using var manifest = await JsonDocument.ParseAsync(json, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. manifest.RootElement[0].GetProperty("Layers").EnumerateArray().Select(l => l.GetString()!)];
    }
}
