using System.Text.Json;
using Flows.States;
using Flows.Wire;

namespace Flows.Saving;

/// <summary>States in saved runs: as the protocol writes them.</summary>
internal static class SavedState
{
    public static JsonElement Write(State state) => StateJson.Write(state);

    /// <exception cref="JsonException">It is no state.</exception>
    public static State Read(JsonElement json) => StateJson.Read(json, TimeProvider.System);
}
