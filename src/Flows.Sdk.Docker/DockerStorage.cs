using Docker.DotNet;
using Flows.Docker.Credentials;
using Flows.Docker.Engine;
using Flows.Docker.Images;
using Flows.Docker.Registry;
using Flows.Storage;
using Flows.Wire;

namespace Flows.Docker;

/// <summary>
/// Keeps the program in a container image: makes an image of the running program's own output folder and pushes it to a registry, with the
/// credentials that <c>docker login</c> left. A run uses the image of its own version, by digest.
/// </summary>
/// <remarks>
/// The settings <c>docker.registry_url</c>, <c>docker.base_image</c> (environment: <c>FLOWS__DOCKER__BASE_IMAGE</c>) and <c>docker.builder</c> override
/// the properties of the same name. <c>docker.insecure_registries</c> lists registries that may be spoken to over plain HTTP; loopback always may.
/// <c>docker.cache_folder</c> is where base layers are kept.
/// </remarks>
public sealed class DockerStorage : FlowStorage
{
    /// <summary>The registry and, after a slash, the path in it that the image's name is put under.</summary>
    /// <value>For example <c>registry.example.com</c> or <c>registry.example.com/team</c>. There is no default: it is needed here or as <c>docker.registry_url</c>.</value>
    public string? RegistryUrl { get; init; }

    /// <summary>The image's name in the registry.</summary>
    /// <value>The default is made of the flow's name: lower case, words joined by <c>-</c>.</value>
    public string? ImageName { get; init; }

    /// <summary>A tag for people, pushed beside the content's own tag and moved by each registration. Runs never use it.</summary>
    /// <value>The default is null: only the first 12 hex digits of the content's digest are a tag.</value>
    public string? ImageTag { get; init; }

    /// <summary>The image to build on. It needs <c>/bin/sh</c> and the .NET runtime that the program asks for.</summary>
    /// <value>The default is <c>mcr.microsoft.com/dotnet/runtime:10.0</c>.</value>
    public string BaseImage { get; init; } = "mcr.microsoft.com/dotnet/runtime:10.0";

    /// <summary>More files or folders to put into the image: absolute path on this machine to absolute path in the image.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables that every run finds. Everybody who may pull the image can read them: no place for secrets.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Who makes the image.</summary>
    /// <value>The default is <see cref="ImageBuilder.Direct"/>.</value>
    public ImageBuilder Builder { get; init; } = ImageBuilder.Direct;

    /// <summary>The machine that the image is for, for example <c>linux/arm64</c>.</summary>
    /// <value>The default is Linux on this machine's processor.</value>
    public string? Platform { get; init; }

    /// <inheritdoc/>
    public override string Kind => "docker";

    /// <summary>Where credentials come from; tests put their own.</summary>
    internal DockerCredentials Credentials { get; init; } = new();

    /// <inheritdoc/>
    public override async Task<StoredFlow> StoreAsync(StorageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var plan = ImagePlanning.Plan(this, request);
        ImagePlanning.WarnOfSecrets(EnvironmentVariables.Keys, request.Progress);
        var cacheFolder = request.Setting("docker.cache_folder") is { Length: > 0 } set ? set : BlobCache.DefaultFolder;
        var cache = new BlobCache(cacheFolder, request.TimeProvider);
        try
        {
            using var registries = new Registries(Credentials, request.Setting("docker.insecure_registries"), request.TimeProvider);
            IImageMaker maker = ImagePlanning.Builder(this, request) == ImageBuilder.Direct
                ? new RegistryImageMaker(registries, cache, request.Progress, request.TimeProvider)
                : new EngineImageMaker(Credentials, registries, cache, request.Progress);
            var pushed = await maker.MakeAsync(plan, cancellationToken).ConfigureAwait(false);
            cache.Prune();
            return Describe(plan, pushed);
        }
        catch (Exception e) when (e is DockerCredentialException or DockerEngineException)
        {
            throw new FlowStorageException(e.Message, e);
        }
        catch (DockerApiException e)
        {
            throw new FlowStorageException($"The Docker engine refused to make the image {plan.Target}: {EngineMessages.TextOf(e)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlowStorageException($"The image {plan.Target} cannot be made: {e.Message.TrimEnd('.')}; the cache is in '{cacheFolder}' (setting docker.cache_folder).", e);
        }
    }

    /// <summary>The document refers to the digest in the protocol's own words: <c>registry_url/image_name:image_tag</c> is the reference.</summary>
    private static StoredFlow Describe(ImagePlan plan, PushedImage pushed)
    {
        var hex = Sha256Digest.Hex(pushed.Image.Digest!);
        var slash = pushed.Image.Name.LastIndexOf('/');
        var document = new DockerStorageDocument
        {
            RegistryUrl = pushed.Image.Name[..slash],
            ImageName = $"{pushed.Image.Name[(slash + 1)..]}@sha256",
            ImageTag = hex,
            Flows = new Dictionary<string, string> { [plan.FlowName] = plan.Program.AssemblyPath },
        };
        return new(document, hex, pushed.Image.ToString()) { ImageTags = pushed.Tags };
    }
}
