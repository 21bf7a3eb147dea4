using Flows.Engine;

namespace Flows;

/// <summary>
/// Leaves links, texts, tables and progress of a task run for people to look at: <c>context.Artifacts.Markdown("# 12 rows", "report")</c>. A
/// name makes an artifact one that can be changed: the same name again, also in a later attempt, takes its place. One without a name is new
/// each time.
/// </summary>
/// <remarks>
/// The calls return at once. In a container the server is told in the background, at the latest when the attempt has ended; what it does not
/// take is a warning in the log and fails no task. At the desk artifacts are in <see cref="TaskState.Artifacts"/>.
/// </remarks>
public sealed class TaskArtifacts
{
    private const string DefaultProgressName = "progress";
    private readonly FlowRunContext flow;
    private readonly TaskRun run;

    internal TaskArtifacts(FlowRunContext flow, TaskRun run) => (this.flow, this.run) = (flow, run);

    /// <summary>An address to open.</summary>
    /// <param name="url">The address.</param>
    /// <param name="name">What to call it. <value>The default is null: a new one each time.</value></param>
    public void Link(string url, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        Put(ArtifactData.Link(url, name));
    }

    /// <summary>A text in Markdown.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it. <value>The default is null: a new one each time.</value></param>
    public void Markdown(string text, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Put(ArtifactData.Markdown(text, name));
    }

    /// <summary>A table.</summary>
    /// <param name="columns">The heads of the columns; at least one.</param>
    /// <param name="rows">The rows, each with a value for every column. Values are shown as text, without the culture of the machine.</param>
    /// <param name="name">What to call it. <value>The default is null: a new one each time.</value></param>
    /// <exception cref="ArgumentException">There is no column, or a row has another number of values; the message names it.</exception>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Put(ArtifactData.Table(columns, [.. rows], name));
    }

    /// <summary>How far the task is. It has one progress, unless names tell several apart.</summary>
    /// <param name="fraction">What is done, from 0 to 1.</param>
    /// <param name="text">What is being done, in a few words. <value>The default is null: nothing.</value></param>
    /// <param name="name">What to call it. <value>The default is <c>progress</c>.</value></param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not from 0 to 1.</exception>
    public void Progress(double fraction, string? text = null, string name = DefaultProgressName)
    {
        if (!(fraction >= 0 && fraction <= 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A progress is a fraction from 0 to 1.");
        Put(ArtifactData.Progress(fraction, text, name));
    }

    /// <summary>Takes an artifact back; nothing happens when there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    public void Remove(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        run.RecordIfAny?.Artifacts.Remove(flow, run, name);
    }

    private void Put(TaskArtifact artifact) => run.Record.Artifacts.Put(flow, run, artifact);
}
