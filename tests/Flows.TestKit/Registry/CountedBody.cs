namespace Flows.TestKit.Registry;

/// <summary>A request's body that counts its bytes and, where a limit is set, breaks there.</summary>
internal sealed class CountedBody(Stream inner, long limit) : Stream
{
    private long count;

    public long Count => Interlocked.Read(ref count);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var room = limit < 0 ? buffer.Length : (int)Math.Min(buffer.Length, limit - Count);
        if (room == 0 && buffer.Length > 0)
            throw new IOException("The test breaks the connection here.");
        var count = await inner.ReadAsync(buffer[..room], cancellationToken);
        Interlocked.Add(ref this.count, count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
