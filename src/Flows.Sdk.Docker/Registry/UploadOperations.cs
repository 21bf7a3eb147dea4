using System.Globalization;
using System.Net;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Where an upload goes on, and how many bytes are there.</summary>
/// <param name="Location">The next address; null when the blob was mounted, or the registry no longer knows the upload.</param>
/// <param name="Offset">Bytes that the registry has; null when it did not say.</param>
internal sealed record UploadState(Uri? Location, long? Offset)
{
    /// <summary>Reads the headers of an answer.</summary>
    public static UploadState From(HttpResponseMessage response)
    {
        var location = response.Headers.Location ?? throw new FlowStorageException("The registry began an upload without saying where: check RegistryUrl.");
        return new(new Uri(response.RequestMessage!.RequestUri!, location), ReadOffset(response));
    }

    private static long? ReadOffset(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values) && !response.Content.Headers.TryGetValues("Range", out values))
            return null;
        // "0-0" stands for nothing: registries write it for an upload that is still empty.
        var end = values.First().Split('-')[^1];
        return long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last > 0 ? last + 1 : 0;
    }
}

/// <summary>Begins an upload, or takes the blob over from another repository of the same registry.</summary>
internal sealed record StartUpload(string Repository, string Digest, string? MountFrom) : RegistryOperation<UploadState>
{
    public override HttpMethod Method => HttpMethod.Post;

    public override Uri Target => new(
        $"{Repository}/blobs/uploads/" + (MountFrom is null ? "" : $"?mount={Uri.EscapeDataString(Digest)}&from={Uri.EscapeDataString(MountFrom)}"), UriKind.Relative);

    public override string Action => $"push to {Repository}";

    public override HttpContent CreateContent() => new ByteArrayContent([]);

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.Accepted || (MountFrom is not null && status == HttpStatusCode.Created);

    public override Task<UploadState> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Task.FromResult(response.StatusCode == HttpStatusCode.Created ? new(null, null) : UploadState.From(response));
}

/// <summary>Sends the rest of a blob from an offset.</summary>
internal sealed record WriteUpload(string Repository, Uri Location, long Offset, Func<HttpContent> Rest) : RegistryOperation<UploadState>
{
    public override HttpMethod Method => HttpMethod.Patch;

    public override Uri Target => Location;

    public override string Action => $"take a layer for {Repository}";

    public override bool IsRepeatable => false;

    public override bool IsTransfer => true;

    public override HttpContent CreateContent()
    {
        var content = Rest();
        content.Headers.ContentType = new("application/octet-stream");
        if (Offset > 0)
            content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{Offset}-{Offset + content.Headers.ContentLength - 1}"));
        return content;
    }

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.Accepted or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.NotFound;

    public override Task<UploadState> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(response.StatusCode switch
    {
        HttpStatusCode.NotFound => new(null, null),
        HttpStatusCode.Accepted => UploadState.From(response),
        // Not from there: the registry is asked where it stands.
        _ => new UploadState(Location, 0),
    });
}

/// <summary>Asks how much of an upload has arrived.</summary>
internal sealed record AskUpload(string Repository, Uri Location) : RegistryOperation<UploadState>
{
    public override HttpMethod Method => HttpMethod.Get;

    public override Uri Target => Location;

    public override string Action => $"go on with a layer for {Repository}";

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.NoContent or HttpStatusCode.Accepted or HttpStatusCode.NotFound;

    public override Task<UploadState> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Task.FromResult(response.StatusCode == HttpStatusCode.NotFound ? new(null, null) : UploadState.From(response));
}

/// <summary>Ends an upload; the registry compares the digest.</summary>
internal sealed record CommitUpload(string Repository, Uri Location, string Digest) : RegistryOperation<bool>
{
    public override HttpMethod Method => HttpMethod.Put;

    public override Uri Target
    {
        get
        {
            var digest = "digest=" + Uri.EscapeDataString(Digest);
            return new UriBuilder(Location) { Query = Location.Query.Length > 1 ? $"{Location.Query[1..]}&{digest}" : digest }.Uri;
        }
    }

    public override string Action => $"finish a layer for {Repository}";

    public override bool IsRepeatable => false;

    public override HttpContent CreateContent() => new ByteArrayContent([]);

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.Created or HttpStatusCode.NoContent;

    public override Task<bool> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(true);
}
