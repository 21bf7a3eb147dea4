using System.Text.Json;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Stores;

namespace Flows.Server.Http.Streams;

/// <summary>
/// Follows one flow run: first how things stand, then every new state of the run, the newest state of each task run that changes, and every
/// log line. It ends some time after the run has, since the last lines come late.
/// </summary>
internal sealed class FlowRunStream(Guid flowRun, StreamPosition position, RunChanges changes, EventWriter writer, StreamPace pace)
{
    private readonly ChangeSignal signal = new();
    private StreamPosition position = position;
    private bool isFinished;

    public async Task RunAsync(EventHub events, CancellationToken cancellationToken)
    {
        // Listens before it looks, so that nothing falls between.
        using var subscription = events.Subscribe(Hear);
        var (newest, beat, isFirst) = (pace.Now, pace.Now, true);
        while (true)
        {
            var now = pace.Now;
            if (await SendNewAsync(isFirst, cancellationToken) is not { } count) break;
            isFirst = false;
            if (count > 0) newest = beat = now;
            var ends = newest + StreamPace.Grace;
            if (isFinished && pace.Now >= ends)
            {
                await EndAsync("finished");
                return;
            }
            if (pace.Now >= beat + StreamPace.Beat)
            {
                beat = pace.Now;
                await writer.BeatAsync();
            }
            if (count > 0) await pace.RestAsync(cancellationToken);
            var next = isFinished && ends < beat + StreamPace.Beat ? ends : beat + StreamPace.Beat;
            await signal.WaitAsync(next - pace.Now, pace.Time, cancellationToken);
        }
        await EndAsync("deleted");
    }

    private void Hear(ServerEvent happened)
    {
        switch (happened)
        {
            case TaskRunChanged task when task.FlowRunId == flowRun: signal.Add(task.TaskRunId); break;
            case FlowRunChanged run when run.FlowRunId == flowRun: signal.Wake(); break;
            case LogsWritten logs when logs.FlowRunId == flowRun: signal.Wake(); break;
            case EventsMissed: signal.AddUnknown(); break;
        }
    }

    /// <returns>How many events were sent; null when the run is no longer there.</returns>
    private async Task<int?> SendNewAsync(bool isFirst, CancellationToken cancellationToken)
    {
        var (tasks, isTooMuch) = signal.Take();
        if (await changes.FindAsync(flowRun, cancellationToken) is not { } run) return null;
        isFinished = StoredState.IsFinished(run.State);
        var count = 0;
        while (await changes.StatesAsync(flowRun, position.State, cancellationToken) is { Count: > 0 } states)
            count += await SendAsync(states, State);
        if (isFirst || isTooMuch)
        {
            var since = position.TasksSince;
            RunChanges.TaskRun? last = null;
            while (await changes.TaskRunsAsync(flowRun, since, last, cancellationToken) is { Count: > 0 } page)
            {
                count += await SendAsync(page, TaskRun);
                last = page[^1];
            }
        }
        else if (tasks.Count > 0)
        {
            count += await SendAsync(await changes.TaskRunsAsync([.. tasks], cancellationToken), TaskRun);
        }
        while (await changes.LinesAsync(flowRun, position.Log, cancellationToken) is { Count: > 0 } lines)
            count += await SendAsync(lines, Line);
        return count;
    }

    private async Task<int> SendAsync<T>(IReadOnlyList<T> items, Action<T> write)
    {
        foreach (var item in items) write(item);
        await writer.FlushAsync();
        return items.Count;
    }

    private void State(RunChanges.RunState state)
    {
        position = position with { State = state.Version };
        writer.Write("flow_run", position.ToString(), json =>
        {
            json.WriteString("id", flowRun);
            json.WriteNumber("version", state.Version);
            json.WriteString("state", state.State);
            json.WriteString("message", state.Message);
            Time(json, "timestamp", state.Timestamp);
            Time(json, "start_time", state.StartTime);
        });
    }

    private void TaskRun(RunChanges.TaskRun task)
    {
        if (!(position.Tasks >= task.Timestamp)) position = position with { Tasks = task.Timestamp };
        writer.Write("task_run", position.ToString(), json =>
        {
            json.WriteString("id", task.Id);
            json.WriteString("flow_run_id", flowRun);
            json.WriteString("task_id", task.TaskId);
            json.WriteNumber("map_index", task.MapIndex);
            json.WriteNumber("version", task.Version);
            json.WriteString("state", task.State);
            json.WriteString("message", task.Message);
            Time(json, "timestamp", task.Timestamp);
            Time(json, "start_time", task.StartTime);
            Time(json, "end_time", task.EndTime);
        });
    }

    private void Line(RunChanges.Line line)
    {
        position = position with { Log = line.Sequence };
        writer.Write("log", position.ToString(), json =>
        {
            json.WriteString("flow_run_id", flowRun);
            json.WriteNumber("sequence", line.Sequence);
            Time(json, "timestamp", line.Timestamp);
            json.WriteString("name", line.Name);
            json.WriteString("level", line.Level);
            json.WriteString("message", line.Message);
            if (line.TaskRunId is { } task) json.WriteString("task_run_id", task);
            else json.WriteNull("task_run_id");
        });
    }

    private Task EndAsync(string reason)
    {
        writer.Write("end", position.ToString(), json => json.WriteString("reason", reason));
        return writer.FlushAsync();
    }

    internal static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time is { } t ? Iso.Format(t) : null);
}
