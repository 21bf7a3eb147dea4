using System.Diagnostics.CodeAnalysis;

namespace Flows.Hosting.Live;

/// <summary>Takes what the program writes to its console by itself, until it is disposed.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private const string NotOurs = "They are the process's own, and are given back.";

    [SuppressMessage("Usage", "CA2213", Justification = NotOurs)]
    private readonly TextWriter output = Console.Out;

    [SuppressMessage("Usage", "CA2213", Justification = NotOurs)]
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
