using System.Buffers;
using System.IO.Pipelines;
using Flows.Server.Errors;

namespace Flows.Server.GraphQL;

/// <summary>
/// An answer until it is complete, in rented chunks: so an error on the way is still a GraphQL error, and a slow client holds no database
/// connection. It has a bound.
/// </summary>
internal sealed class AnswerBuffer(long bound, string advice = "ask for a page with limit and offset") : IBufferWriter<byte>, IDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly List<(byte[] Bytes, int Used)> full = [];
    private byte[] current = [];
    private int used;
    private long length;

    public void Advance(int count)
    {
        used += count;
        length += count;
        if (length > bound)
            throw new RequestException($"the answer is larger than {bound / (1024 * 1024)} MB; {advice}", ErrorCodes.Limit);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (current.Length - used < Math.Max(sizeHint, 1))
        {
            if (current.Length > 0) full.Add((current, used));
            current = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, ChunkSize));
            used = 0;
        }
        return current.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public async Task CopyToAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        foreach (var (bytes, count) in full) await output.WriteAsync(bytes.AsMemory(0, count), cancellationToken);
        await output.WriteAsync(current.AsMemory(0, used), cancellationToken);
    }

    public void CopyTo(IBufferWriter<byte> output)
    {
        foreach (var (bytes, count) in full) output.Write(bytes.AsSpan(0, count));
        output.Write(current.AsSpan(0, used));
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        foreach (var (bytes, _) in full) ArrayPool<byte>.Shared.Return(bytes);
        full.Clear();
        if (current.Length > 0) ArrayPool<byte>.Shared.Return(current);
        (current, used, length) = ([], 0, 0);
    }

    public void Dispose() => Clear();
}
