using System.Buffers;
using System.Text.Json;
using Flows.States;

namespace Flows.Wire;

/// <summary>States as the protocol writes them (contract section 1.10).</summary>
public static class StateJson
{
    /// <summary>Writes a state with all keys of its kind.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The JSON.</returns>
    public static JsonElement Write(State state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) StateWriter.Write(writer, state);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Reads a state. Only <c>type</c> must be there; other keys may be missing and unknown ones are ignored.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="clock">Gives the start time of a scheduled state that has none: now.</param>
    /// <returns>The state.</returns>
    /// <exception cref="JsonException">It is not a state, or of a type that does not exist; the message names it.</exception>
    public static State Read(JsonElement json, TimeProvider clock) => new StateReader(json, clock).Read();
}
