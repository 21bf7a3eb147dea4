using System.Text;

namespace Flows.Hosting.Live;

/// <summary>Hands on what is written line by line, so that a task that writes to the console does not write into the tree.</summary>
internal sealed class LineWriter(Action<string> writeLine) : TextWriter
{
    private readonly StringBuilder line = new();
    private readonly Lock gate = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            while (buffer.IndexOf('\n') is >= 0 and var end)
            {
                line.Append(buffer[..end]);
                Send();
                buffer = buffer[(end + 1)..];
            }
            line.Append(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate) if (line.Length > 0) Send();
        base.Dispose(disposing);
    }

    private void Send()
    {
        writeLine(line.ToString().TrimEnd('\r'));
        line.Clear();
    }
}
