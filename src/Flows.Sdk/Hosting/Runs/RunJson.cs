using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Binding;
using Flows.Engine;
using Flows.Graph;
using Flows.Hosting.Failures;
using Flows.Results;
using Flows.States;

namespace Flows.Hosting.Runs;

/// <summary>Runs as JSON documents, each on one line. Docs/running-at-the-desk.md is their description.</summary>
internal sealed class RunJson(FlowGraph graph, string programFolder)
{
    private readonly ValueJson values = ValueJson.Of(graph.Settings.Json);

    private SecretRedactor redactor = new();

    public string Write(FlowState run)
    {
        redactor = run.Redactor;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("flow", run.FlowName);
            json.WriteString("flow_run_id", run.FlowRunId);
            json.WriteString("flow_run_name", run.FlowRunName);
            WriteState(json, run.State);
            json.WriteNumber("seconds", run.Duration.TotalSeconds);
            json.WriteStartObject("parameters");
            foreach (var node in graph.Nodes.Where(static n => n.Parameter is not null))
                if (run.Parameters.TryGetValue(node.Name, out var value))
                    WriteValue(json, node.Name, value, node.OutputType);
            json.WriteEndObject();
            json.WriteStartArray("tasks");
            foreach (var (task, node) in run.Tasks.Zip(graph.Nodes)) WriteTask(json, task, node);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteState(Utf8JsonWriter json, State state)
    {
        json.WriteString("state", state.Type);
        json.WriteString("message", state.Message);
    }

    private void WriteTask(Utf8JsonWriter json, TaskState task, FlowNode node)
    {
        json.WriteStartObject();
        json.WriteString("name", task.Name);
        json.WriteString("slug", task.Slug);
        if (task.MapIndex is { } index) json.WriteNumber("map_index", index);
        WriteState(json, task.State);
        json.WriteNumber("attempts", task.Attempts);
        if (task.StartTime is { } start) json.WriteString("start_time", start);
        if (task.Duration is { } duration) json.WriteNumber("seconds", duration.TotalSeconds);
        switch (task.State)
        {
            case Mapped:
                json.WriteStartArray("children");
                foreach (var child in task.Children) WriteTask(json, child, node);
                json.WriteEndArray();
                break;
            case Failed { Exception: { } thrown }:
                WriteError(json, thrown);
                break;
            case Success and not Skipped when node.Kind != NodeKind.Secret:
                WriteValue(json, "result", task.State.Result.Value, node.OutputType);
                break;
        }
        json.WriteEndObject();
    }

    private void WriteError(Utf8JsonWriter json, Exception exception)
    {
        var frame = UserFrame.Of(exception, programFolder);
        json.WriteStartObject("error");
        json.WriteString("type", exception.GetType().FullName);
        json.WriteString("message", redactor.Clean(exception.Message));
        json.WriteString("method", frame?.Method);
        json.WriteString("file", frame?.File);
        if (frame is { Line: > 0 }) json.WriteNumber("line", frame.Line);
        json.WriteString("stack", redactor.Clean(exception.ToString()));
        json.WriteEndObject();
    }

    /// <summary>A value that cannot be JSON is null, and its type stands beside it.</summary>
    private void WriteValue(Utf8JsonWriter json, string name, object? value, Type type)
    {
        try
        {
            if (value is null)
            {
                json.WriteNull(name);
                return;
            }
            var written = values.Write(value, type);
            json.WritePropertyName(name);
            written.WriteTo(json);
        }
        catch (ValueJsonException)
        {
            json.WriteNull(name);
            json.WriteString(name + "_type", TypeName.Of(type));
        }
    }
}
