using System.Collections.Concurrent;
using System.Text;

namespace Flows.Cli.Tests.Support;

/// <summary>Lets a test wait for a line.</summary>
internal sealed class Lines : TextWriter
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly SemaphoreSlim written = new(0);
    private readonly StringBuilder current = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            current.Append(value);
            return;
        }
        lines.Enqueue(current.ToString());
        current.Clear();
        written.Release();
    }

    public async Task<string> LineAsync(string part)
    {
        while (true)
        {
            await written.WaitAsync(TestContext.Current.CancellationToken);
            if (lines.TryDequeue(out var line) && line.Contains(part, StringComparison.Ordinal)) return line;
        }
    }
}
