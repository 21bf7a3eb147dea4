using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Access;

/// <summary>An exposed server with the server key <c>secret</c>, and a second tenant with an own admin's key.</summary>
internal static class AccountsServer
{
    public const string ServerKey = "secret";

    public static (string Name, string Value) Key(string key) => ("Authorization", $"Bearer {key}");

    public static Task<TestServer> StartAsync(Action<FlowsServerOptions>? configure = null) => TestServer.StartAsync(o =>
    {
        (o.Expose, o.ApiKey) = (true, ServerKey);
        configure?.Invoke(o);
    });

    public static async Task<(string Id, string Secret)> CreateKeyAsync(this TestServer server, string name, JsonObject? more = null, string by = ServerKey)
    {
        var input = more ?? [];
        input["name"] = name;
        var made = await server.MutateAsync("create_api_key", input, "id key", Key(by));
        return (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
    }

    public static async Task<string> CreateTenantAsync(this TestServer server, string slug)
    {
        // The oldest tenant is the one that counts when none is named.
        server.Time.Advance(TimeSpan.FromSeconds(1));
        return (await server.MutateAsync("create_tenant", new() { ["name"] = slug, ["slug"] = slug }, "id", Key(ServerKey))).GetProperty("id").GetString()!;
    }

    /// <summary>The message of the first error of an answer.</summary>
    public static string Error(this JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("message").GetString()!;

    public static string Code(this JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()!;

    public static async Task<JsonElement> AskAsync(this TestServer server, string query, string key, params (string Name, string Value)[] headers) =>
        (await server.PostAsync(query, headers: [Key(key), .. headers])).Answer;
}
