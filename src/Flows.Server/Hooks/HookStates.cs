using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.States;

namespace Flows.Server.Hooks;

/// <summary>The states of which a hook wants to be told: names in capitals.</summary>
internal static class HookStates
{
    private static readonly HashSet<string> Known =
        [.. typeof(State).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(State)) && !t.IsAbstract).Select(t => t.Name.ToUpperInvariant())];

    /// <summary>The names as they are stored.</summary>
    /// <exception cref="RequestException">There is none, or one is no state.</exception>
    public static JsonText Checked(IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw new RequestException("A hook needs a state of which it is told: send states, for example [\"FAILED\"].", ErrorCodes.Data);
        var states = names.Select(n => n.ToUpperInvariant()).Distinct().ToList();
        if (states.Find(s => !Known.Contains(s)) is { } wrong)
            throw new RequestException($"There is no state \"{wrong}\": use {string.Join(", ", Known.Order(StringComparer.Ordinal))}.", ErrorCodes.Data);
        return new(JsonSerializer.Serialize(states));
    }
}
