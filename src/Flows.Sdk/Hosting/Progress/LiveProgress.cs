using System.Collections.Concurrent;
using Flows.Storage;
using Spectre.Console;

namespace Flows.Hosting.Progress;

/// <summary>Steps as lines and, below them, a bar per item that moves: for terminals. Only this class loads Spectre.Console.</summary>
internal sealed class LiveProgress : IStorageProgress
{
    private readonly IAnsiConsole console;
    private readonly ProgressContext context;
    private readonly ConcurrentDictionary<string, ProgressTask> bars = new(StringComparer.Ordinal);

    private LiveProgress(IAnsiConsole console, ProgressContext context)
    {
        this.console = console;
        this.context = context;
    }

    /// <summary>Shows the progress of some work while it is done.</summary>
    public static Task<T> ShowAsync<T>(TextWriter output, Func<IStorageProgress, Task<T>> work) =>
        ShowAsync(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }), work);

    internal static Task<T> ShowAsync<T>(IAnsiConsole console, Func<IStorageProgress, Task<T>> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn())
        .StartAsync(context => work(new LiveProgress(console, context)));

    public void Step(string text) => console.MarkupLineInterpolated($"[blue]>[/] {text}");

    public void Bytes(string item, long done, long? total)
    {
        var bar = bars.GetOrAdd(item, static (name, context) => context.AddTask(Markup.Escape(name)), context);
        bar.IsIndeterminate = total is null;
        bar.MaxValue = total is > 0 ? total.Value : 1;
        bar.Value = total == 0 ? 1 : done;
    }

    public void Warn(string text) => console.MarkupLineInterpolated($"[yellow]Warning:[/] {text}");
}
