using System.Net;

namespace Flows.Docker.Registry;

/// <summary>Asks whether a blob is there.</summary>
internal sealed record FindBlob(string Repository, string Digest) : RegistryOperation<bool>
{
    public override HttpMethod Method => HttpMethod.Head;

    public override Uri Target => new($"{Repository}/blobs/{Digest}", UriKind.Relative);

    public override string Action => $"look into {Repository}";

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.NotFound;

    public override Task<bool> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(response.StatusCode == HttpStatusCode.OK);
}

/// <summary>Hands a blob's bytes on; false when it is not there.</summary>
internal sealed record GetBlob(string Repository, string Digest, Func<Stream, Task> Receive) : RegistryOperation<bool>
{
    public override HttpMethod Method => HttpMethod.Get;

    public override Uri Target => new($"{Repository}/blobs/{Digest}", UriKind.Relative);

    public override string Action => $"read a layer of {Repository}";

    public override bool IsTransfer => true;

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.NotFound;

    public override async Task<bool> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            await Receive(content).ConfigureAwait(false);
        return true;
    }
}

/// <summary>Reads a small blob, such as a config; null when it is not there.</summary>
internal sealed record GetDocument(string Repository, string Digest) : RegistryOperation<byte[]?>
{
    public override HttpMethod Method => HttpMethod.Get;

    public override Uri Target => new($"{Repository}/blobs/{Digest}", UriKind.Relative);

    public override string Action => $"read the config of {Repository}";

    public override bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.NotFound;

    public override async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : null;
}
