using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>The bytes of a posted body, in one rented buffer. The server's limit of bodies bounds it.</summary>
internal sealed class PostedBytes : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] buffer;
    private int length;

    private PostedBytes(int size) => buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <exception cref="BadHttpRequestException">The body is too large, or ends before it should.</exception>
    public static async Task<PostedBytes> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A length that is announced is not believed beyond what has come.
        var posted = new PostedBytes((int)Math.Min(request.ContentLength + 1 ?? FirstSize, 1024 * 1024));
        try
        {
            while (await request.Body.ReadAsync(posted.Room(), cancellationToken) is var count and > 0) posted.length += count;
            return posted;
        }
        catch
        {
            posted.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length) = ([], 0);
    }

    private Memory<byte> Room()
    {
        if (length == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        return buffer.AsMemory(length);
    }
}
