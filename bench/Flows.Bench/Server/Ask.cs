using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>Single questions and mutations, for what a load needs before it starts.</summary>
internal sealed class Ask(HttpLine line, string? key)
{
    public async Task<JsonElement> RunAsync(string query, JsonObject? variables = null)
    {
        var body = new JsonObject { ["query"] = query };
        if (variables is not null) body["variables"] = variables;
        return JsonElement.Parse((await line.AskAsync(HttpLine.Post(body.ToJsonString(), key)).ConfigureAwait(false)).Span).GetProperty("data").Clone();
    }

    /// <summary>A mutation with its input as a variable; returns its payload.</summary>
    public async Task<JsonElement> MutateAsync(string name, JsonObject input, string selection = "id") =>
        (await RunAsync(Mutation(name, selection), new() { ["input"] = input }).ConfigureAwait(false)).GetProperty(name);

    public async Task<string> OneAsync(string query, string root, string member) =>
        (await RunAsync(query).ConfigureAwait(false)).GetProperty(root)[0].GetProperty(member).GetString()!;

    public async Task<IReadOnlyList<string>> AllAsync(string query, string root) =>
        [.. (await RunAsync(query).ConfigureAwait(false)).GetProperty(root).EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];

    public static string Mutation(string name, string selection) => $"mutation($input: {name}_input!) {{ {name}(input: $input) {{ {selection} }} }}";
}
