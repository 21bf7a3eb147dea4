using System.Diagnostics.CodeAnalysis;
using System.Text;
using Flows.Binding;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// Stands in front of the console's output and takes what a task writes to it for the task's log (contract section 8.9), a line at a time.
/// What other code writes goes through. It is put there by the first task that asks for it.
/// </summary>
internal sealed class ConsoleLog : TextWriter
{
    private static readonly AsyncLocal<TaskLines?> Current = new();
    private static readonly Lock Gate = new();
    private static TextWriter? installed;

    [SuppressMessage("Usage", "CA2213", Justification = "The console's own writer is not this one's to close.")]
    private readonly TextWriter console;

    private ConsoleLog(TextWriter console) => this.console = console;

    public override Encoding Encoding => console.Encoding;

    /// <summary>Calls a task's body; what it and all that it starts write to the console goes to its log.</summary>
    public static async ValueTask<object?> CallAsync(Func<TaskArgs, ValueTask<object?>> body, TaskArgs args)
    {
        Install();
        var lines = new TaskLines(args.Logger);
        Current.Value = lines;
        try
        {
            return await body(args).ConfigureAwait(false);
        }
        finally
        {
            lines.End();
        }
    }

    public override void Write(char value)
    {
        if (Current.Value is { } lines) lines.Write([value]);
        else console.Write(value);
    }

    public override void Write(string? value)
    {
        if (Current.Value is { } lines) lines.Write(value);
        else console.Write(value);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Current.Value is { } lines) lines.Write(buffer);
        else console.Write(buffer);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Flush() => console.Flush();

    /// <summary>Somebody may have set another output since.</summary>
    private static void Install()
    {
        lock (Gate)
        {
            if (installed is not null && ReferenceEquals(Console.Out, installed)) return;
            Console.SetOut(new ConsoleLog(Console.Out));
            installed = Console.Out;
        }
    }

    /// <summary>What one attempt writes.</summary>
    private sealed class TaskLines(ILogger logger)
    {
        private readonly StringBuilder line = new();

        public void Write(ReadOnlySpan<char> text)
        {
            lock (line)
            {
                foreach (var letter in text)
                {
                    if (letter == '\n') End();
                    else if (letter != '\r') line.Append(letter);
                }
            }
        }

        public void End()
        {
            lock (line)
            {
                var text = line.ToString();
                line.Clear();
                if (string.IsNullOrWhiteSpace(text)) return;

                // A log that writes to the console itself must reach it.
                Current.Value = null;
                logger.LogInformation("{Line}", text);
                Current.Value = this;
            }
        }
    }
}
