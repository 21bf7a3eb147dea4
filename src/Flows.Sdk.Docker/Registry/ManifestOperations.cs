using System.Net;
using Flows.Docker.Images;

namespace Flows.Docker.Registry;

/// <summary>A manifest or index as the registry keeps it.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Digest">Of the bytes.</param>
/// <param name="Content">The exact bytes.</param>
internal sealed record StoredManifest(string MediaType, string Digest, byte[] Content);

/// <summary>Reads a manifest; null when it is not there.</summary>
internal sealed record GetManifest(string Repository, string Selector) : RegistryOperation<StoredManifest?>
{
    public override HttpMethod Method => HttpMethod.Get;

    public override Uri Target => new($"{Repository}/manifests/{Selector}", UriKind.Relative);

    public override string Action => $"read the image {Repository}:{Selector}";

    public override IReadOnlyList<string> Accept => MediaTypes.Manifests;

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.NotFound;

    public override async Task<StoredManifest?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new(response.Content.Headers.ContentType?.MediaType ?? "", Sha256Digest.Of(content), content);
    }
}

/// <summary>Asks whether a manifest is there: its digest, or null.</summary>
internal record FindManifest(string Repository, string Selector) : RegistryOperation<string?>
{
    public override HttpMethod Method => HttpMethod.Head;

    public override Uri Target => new($"{Repository}/manifests/{Selector}", UriKind.Relative);

    public override string Action => $"look for the image {Repository}:{Selector}";

    public override IReadOnlyList<string> Accept => MediaTypes.Manifests;

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.NotFound;

    public override Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Task.FromResult(response.StatusCode == HttpStatusCode.OK && response.Headers.TryGetValues("Docker-Content-Digest", out var digests) ? digests.First() : null);
}

/// <summary>Finds out before any work whether the registry lets us in: the question itself does not matter.</summary>
internal sealed record CheckAccess(string Repository) : FindManifest(Repository, "latest")
{
    public override string Action => $"take an image for {Repository}";
}

/// <summary>Stores a manifest under a tag or its digest.</summary>
internal sealed record PutManifest(string Repository, string Selector, string MediaType, byte[] Content) : RegistryOperation<bool>
{
    public override HttpMethod Method => HttpMethod.Put;

    public override Uri Target => new($"{Repository}/manifests/{Selector}", UriKind.Relative);

    public override string Action => $"store the image {Repository}:{Selector}";

    public override HttpContent CreateContent() => new ByteArrayContent(Content) { Headers = { ContentType = new(MediaType) } };

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted;

    public override Task<bool> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(true);
}
