using System.Globalization;

namespace Flows.Hosting.Failures;

/// <summary>Failures for people: each with its exception, at the user's own line.</summary>
internal static class FailureText
{
    /// <summary>More are in the run itself; a map may have a hundred thousand that all say the same.</summary>
    private const int Most = 10;

    /// <summary>The lines; none when nothing failed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="environment">The process, for its folders.</param>
    public static IEnumerable<string> Lines(FlowState run, HostEnvironment environment) => All(run, environment).Select(run.Redactor.Clean);

    private static IEnumerable<string> All(FlowState run, HostEnvironment environment)
    {
        var failures = Failure.Of(run, environment.ProgramFolder).Take(Most + 1).ToList();
        foreach (var failure in failures.Take(Most))
        {
            yield return Title(failure.Task);
            if (failure.Causes.Count == 0) yield return $"  {OneLine(failure.Task.State.Message)}";
            foreach (var (i, cause) in failure.Causes.Index())
                foreach (var line in Lines(cause, isFirst: i == 0, environment.CurrentFolder))
                    yield return line;
            yield return "";
        }
        if (failures.Count > Most) yield return $"Only the first {Most} failures are shown; --json has all.{Environment.NewLine}";
    }

    /// <summary>An exception in one line, with the place: for lines of a log.</summary>
    public static string OneLine(Exception exception, HostEnvironment environment)
    {
        var place = UserFrame.Of(exception, environment.ProgramFolder);
        return $"{exception.GetType().Name}: {OneLine(exception.Message)}{(place is null ? "" : $" ({Place(place, environment.CurrentFolder)})")}";
    }

    private static string Title(TaskState task)
    {
        var attempts = task.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" after {task.Attempts} attempts") : "";
        return $"{(task.MapIndex is null ? task.Slug : task.Name)}: {task.State.Type}{attempts}";
    }

    private static IEnumerable<string> Lines(Cause cause, bool isFirst, string currentFolder)
    {
        // A signal is thrown to say something, not because something went wrong in the code.
        var kind = cause.Exception is FlowSignal ? "" : $"{cause.Exception.GetType().Name}: ";
        yield return $"  {(isFirst ? "" : "caused by ")}{kind}{cause.Exception.Message.ReplaceLineEndings(Environment.NewLine + "    ")}";
        if (cause.Frame is not { } frame) yield break;
        yield return $"    at {frame.Method} in {Place(frame, currentFolder)}";
        if (frame.File is { } file && SourceFile.Line(file, frame.Line) is { } source)
            yield return string.Create(CultureInfo.InvariantCulture, $"    {frame.Line,5} | {source}");
    }

    private static string Place(UserFrame frame, string currentFolder) => frame.File is { } file
        ? string.Create(CultureInfo.InvariantCulture, $"{SourceFile.Display(file, currentFolder)}:{frame.Line}")
        : frame.Method;

    private static string OneLine(string? text) => text?.ReplaceLineEndings(" ") ?? "";
}
