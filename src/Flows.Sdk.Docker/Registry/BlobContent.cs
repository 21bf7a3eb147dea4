using System.Net;

namespace Flows.Docker.Registry;

/// <summary>A blob that is to be pushed.</summary>
/// <param name="Name">For people.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Open">Opens its bytes; they must be seekable.</param>
internal sealed record Blob(string Name, string Digest, long Size, Func<Stream> Open);

/// <summary>The bytes of a blob from an offset on, as a request's body that tells how far it is.</summary>
internal sealed class BlobContent(Blob blob, long offset, Action<long> moved, TimeProvider timeProvider) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var guard = new StallGuard(timeProvider, cancellationToken);
        var source = blob.Open();
        await using (source.ConfigureAwait(false))
        {
            source.Position = offset;
            await guard.CopyAsync(source, stream, count => moved(offset + count)).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = blob.Size - offset;
        return true;
    }
}
