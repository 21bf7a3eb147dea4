namespace Flows.Results;

/// <summary>Compares what is written to it with bytes that are there already, so that a large value need not be held twice.</summary>
internal sealed class ComparingStream(ReadOnlyMemory<byte> expected) : Stream
{
    private int position;
    private bool differs;

    /// <summary>Whether exactly the expected bytes were written.</summary>
    public bool IsSame => !differs && position == expected.Length;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => position;
    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        differs = differs || buffer.Length > expected.Length - position || !expected.Span.Slice(position, buffer.Length).SequenceEqual(buffer);
        if (!differs) position += buffer.Length;
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
