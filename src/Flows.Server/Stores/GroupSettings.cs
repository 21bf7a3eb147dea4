using System.Text.Json.Nodes;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>The settings of a flow group, with the key of its last registration among them.</summary>
internal static class GroupSettings
{
    private const string Key = "idempotency_key";

    public static JsonText New(string? key) =>
        Text(new JsonObject { ["heartbeat_enabled"] = true, ["lazarus_enabled"] = true, ["version_locking_enabled"] = false, [Key] = key });

    public static JsonText WithKey(string settings, string? key)
    {
        var json = JsonNode.Parse(settings)!.AsObject();
        json[Key] = key;
        return Text(json);
    }

    private static JsonText Text(JsonObject json) => new(json.ToJsonString(JsonText.Plain));
}
