namespace Flows.Hosting.Live;

/// <summary>Takes what the program writes to its console by itself, until it is disposed.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;
    private readonly TextWriter lines;

    public ConsoleCapture(Action<string> writeLine)
    {
        lines = TextWriter.Synchronized(new LineWriter(writeLine));
        Console.SetOut(lines);
        if (!Console.IsErrorRedirected) Console.SetError(lines);
    }

    public void Dispose()
    {
        Console.SetOut(output);
        Console.SetError(error);
        lines.Dispose();
    }
}
