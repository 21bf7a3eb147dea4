namespace Flows.Results;

/// <summary>Takes bytes up to a bound, so that a huge value is not written to its end only to find that it is too large.</summary>
internal sealed class BoundedStream(int bound) : Stream
{
    private readonly MemoryStream inner = new();

    public ReadOnlyMemory<byte> Written => inner.GetBuffer().AsMemory(0, (int)inner.Length);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => inner.Length;
    public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (inner.Length + buffer.Length > bound) throw new FullException();
        inner.Write(buffer);
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The bound was reached.</summary>
    internal sealed class FullException : Exception;
}
