using System.Text.Json.Nodes;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>The settings of a flow group, with the key of its last registration among them.</summary>
internal static class GroupSettings
{
    /// <summary>Whether a run without heartbeats is taken for dead.</summary>
    public const string Heartbeat = "heartbeat_enabled";

    /// <summary>Whether a dead run is started again.</summary>
    public const string Lazarus = "lazarus_enabled";

    private const string Key = "idempotency_key";

    public static JsonText New(string? key) =>
        Text(new JsonObject { [Heartbeat] = true, [Lazarus] = true, ["version_locking_enabled"] = false, [Key] = key });

    public static JsonText WithKey(string settings, string? key) => With(settings, Key, key);

    public static JsonText With(string settings, string name, JsonNode? value)
    {
        var json = JsonNode.Parse(settings)!.AsObject();
        json[name] = value;
        return Text(json);
    }

    private static JsonText Text(JsonObject json) => new(json.ToJsonString(JsonText.Plain));
}
