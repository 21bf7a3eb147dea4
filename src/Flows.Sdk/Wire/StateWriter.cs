using System.Text.Json;
using Flows.States;

namespace Flows.Wire;

/// <summary>Writes the keys of each kind of state.</summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter writer, State state)
    {
        writer.WriteStartObject();
        writer.WriteString("type", state.Type);
        writer.WriteString("message", state.Message);
        if (state is not Mapped)
        {
            writer.WritePropertyName("_result");
            ResultJson.Write(writer, state.Result);
        }

        writer.WritePropertyName("context");
        JsonValues.WriteObject(writer, state.Context);
        writer.WriteStartObject("cached_inputs");
        foreach (var (name, result) in state.CachedInputs)
        {
            writer.WritePropertyName(name);
            ResultJson.Write(writer, result);
        }

        writer.WriteEndObject();
        WriteOwn(writer, state);
        writer.WriteString("__version__", WireConstants.CoreVersion);
        writer.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter writer, State state)
    {
        switch (state)
        {
            case Retrying retrying:
                WriteTime(writer, "start_time", retrying.StartTime);
                writer.WriteNumber("run_count", retrying.RunCount);
                break;
            case Scheduled scheduled:
                WriteTime(writer, "start_time", scheduled.StartTime);
                break;
            case Queued queued:
                WriteInner(writer, queued);
                WriteTime(writer, "start_time", queued.StartTime);
                break;
            case MetaState meta:
                WriteInner(writer, meta);
                break;
            case Looped looped:
                writer.WriteNumber("loop_count", looped.LoopCount);
                break;
            case Mapped mapped:
                writer.WriteNumber("n_map_states", mapped.MapStates);
                break;
            case Cached cached:
                WriteCached(writer, cached);
                break;
        }
    }

    private static void WriteInner(Utf8JsonWriter writer, MetaState meta)
    {
        writer.WritePropertyName("state");
        if (meta.Inner is { } inner) Write(writer, inner);
        else writer.WriteNullValue();
    }

    private static void WriteCached(Utf8JsonWriter writer, Cached cached)
    {
        writer.WritePropertyName("cached_parameters");
        JsonValues.Write(writer, cached.Parameters);
        WriteTime(writer, "cached_result_expiration", cached.Expiration);
        writer.WritePropertyName("hashed_inputs");
        JsonValues.Write(writer, cached.HashedInputs?.ToDictionary(p => p.Key, p => (object?)p.Value));
    }

    private static void WriteTime(Utf8JsonWriter writer, string key, DateTimeOffset? time) => writer.WriteString(key, time is { } t ? WireTime.Format(t) : null);
}
