using System.Text;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.States;
using Flows.Wire;

namespace Flows.Server.Stores;

/// <summary>A state as it is stored: read, checked and written again in the one form of the wire.</summary>
internal sealed class StoredState
{
    private const int MaxBytes = 1_000_000;

    private static readonly string[] Finished =
    [
        nameof(Finished), nameof(Looped), nameof(Cancelled), nameof(Success), nameof(Cached), nameof(Mapped), nameof(Skipped),
        nameof(Failed), nameof(TimedOut), nameof(TriggerFailed), nameof(ValidationFailed),
    ];

    private StoredState(State state)
    {
        State = state;
        var json = StateJson.Write(state);
        Json = new(json.GetRawText());
        Result = json.TryGetProperty("_result", out var result) ? new JsonText(result.GetRawText()) : null;
        HasCachedInputs = json.TryGetProperty("cached_inputs", out var inputs) && inputs.EnumerateObject().Any();
    }

    /// <summary>The types that end a run, as an SQL list.</summary>
    public static string FinishedTypes { get; } = $"('{string.Join("','", Finished)}')";

    public State State { get; }

    public string Type => State.Type;

    public JsonText Json { get; }

    public JsonText? Result { get; }

    public bool HasCachedInputs { get; }

    public DateTimeOffset? StartTime => State switch
    {
        Scheduled scheduled => scheduled.StartTime,
        Queued queued => queued.StartTime,
        _ => null,
    };

    /// <summary>Whether storing it may set the run's <c>end_time</c>: not for every finished state (contract section 4.4).</summary>
    public bool SetsEndTime => Type is nameof(Success) or nameof(Failed) or nameof(Cached) or nameof(TimedOut) or nameof(Looped) or nameof(Cancelled);

    public static bool IsFinished(string? type) => Finished.Contains(type);

    public static StoredState Of(State state) => new(state);

    /// <exception cref="RequestException">It is too large, or no state.</exception>
    public static StoredState Read(JsonElement json, TimeProvider clock)
    {
        if (Encoding.UTF8.GetByteCount(json.GetRawText()) > MaxBytes) throw new RequestException(Messages.StateTooLarge, ErrorCodes.Refused);
        try
        {
            return new(StateJson.Read(json, clock));
        }
        catch (JsonException e)
        {
            throw new RequestException($"{Messages.StateUpdateFailed}: {e.Message}", ErrorCodes.Data);
        }
    }

    /// <summary>The same state with the cached inputs of an earlier one, when it has none itself.</summary>
    public StoredState WithInputsOf(JsonText? earlier, TimeProvider clock)
    {
        if (HasCachedInputs || earlier is not { } text || HasNoInputs(text.Text)) return this;
        var inputs = StateJson.Read(JsonElement.Parse(text.Text), clock).CachedInputs;
        return inputs.Count == 0 ? this : new(State with { CachedInputs = inputs });
    }

    /// <summary>Whether a stored state surely has no cached inputs, by a look that is far cheaper than reading it.</summary>
    private static bool HasNoInputs(string json) =>
        json.Contains("\"cached_inputs\":{}", StringComparison.Ordinal) && !json.Contains("\"cached_inputs\":{\"", StringComparison.Ordinal);
}
