using System.Text.Json;
using Flows.States;

namespace Flows.Wire;

/// <summary>Reads the keys of each kind of state; what is missing gets its default.</summary>
internal readonly struct StateReader(JsonElement json, TimeProvider clock)
{
    public State Read()
    {
        if (json.ValueKind != JsonValueKind.Object || Text("type") is not { } type) throw new JsonException("A state is an object with the key 'type'.");
        var state = Create(type);
        return state with
        {
            Message = Text("message"),
            Result = Find("_result") is { } result ? ResultJson.Read(result) : StateResult.None,
            Context = Find("context") is { ValueKind: JsonValueKind.Object } context ? JsonValues.ReadObject(context) : state.Context,
            CachedInputs = Find("cached_inputs") is { ValueKind: JsonValueKind.Object } inputs
                ? inputs.EnumerateObject().ToDictionary(p => p.Name, p => ResultJson.Read(p.Value))
                : state.CachedInputs,
        };
    }

    private State Create(string type) => type switch
    {
        nameof(Pending) => new Pending(),
        nameof(Scheduled) => new Scheduled { StartTime = StartTime },
        nameof(Paused) => new Paused { StartTime = Time("start_time") },
        nameof(Resume) => new Resume { StartTime = StartTime },
        nameof(Retrying) => new Retrying { StartTime = StartTime, RunCount = Number("run_count") ?? 1 },
        nameof(Running) => new Running(),
        nameof(Cancelling) => new Cancelling(),
        nameof(Submitted) => new Submitted { Inner = Inner },
        nameof(Queued) => new Queued { Inner = Inner, StartTime = StartTime },
        nameof(ClientFailed) => new ClientFailed { Inner = Inner },
        nameof(Finished) => new Finished(),
        nameof(Looped) => new Looped { LoopCount = Number("loop_count") ?? 1 },
        nameof(Cancelled) => new Cancelled(),
        nameof(Success) => new Success(),
        nameof(Cached) => new Cached { Expiration = Time("cached_result_expiration"), Parameters = Values("cached_parameters"), HashedInputs = Hashes },
        nameof(Mapped) => new Mapped { MapStates = Number("n_map_states") ?? 0 },
        nameof(Skipped) => new Skipped(),
        nameof(Failed) => new Failed(),
        nameof(TimedOut) => new TimedOut(),
        nameof(TriggerFailed) => new TriggerFailed(),
        nameof(ValidationFailed) => new ValidationFailed(),
        _ => throw new JsonException($"There is no state of type '{type}'."),
    };

    private State? Inner => Find("state") is { ValueKind: JsonValueKind.Object } inner ? new StateReader(inner, clock).Read() : null;

    private DateTimeOffset? StartTime => Time("start_time") ?? clock.GetUtcNow();

    private Dictionary<string, string>? Hashes => Find("hashed_inputs") is { ValueKind: JsonValueKind.Object } hashes
        ? hashes.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString())
        : null;

    private Dictionary<string, object?>? Values(string key) => Find(key) is { ValueKind: JsonValueKind.Object } values ? JsonValues.ReadObject(values) : null;

    private DateTimeOffset? Time(string key) => Text(key) is { } text ? Parse(key, text) : null;

    private int? Number(string key) => Find(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private string? Text(string key) => Find(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private JsonElement? Find(string key) => json.TryGetProperty(key, out var value) ? value : null;

    private static DateTimeOffset Parse(string key, string text)
    {
        try
        {
            return WireTime.Parse(text);
        }
        catch (FormatException e)
        {
            throw new JsonException($"{key} of a state: {e.Message}", e);
        }
    }
}
