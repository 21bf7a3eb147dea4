using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Server.Tests;

/// <summary>A real server on a free port of loopback, over a database that is gone afterwards.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TestDatabase? database;
    private readonly FlowsServer server;

    private TestServer(TestDatabase? database, FlowsServer server)
    {
        this.database = database;
        this.server = server;
        Http = new() { BaseAddress = server.ApiUri };
    }

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public HttpClient Http { get; }

    public Uri UiUri => server.UiUri;

    public string? FirstApiKey => server.FirstApiKey;

    /// <summary>An id that no row has.</summary>
    public string Nobody { get; } = Guid.NewGuid().ToString();

    public FakeTimeProvider Time { get; private init; } = new(Start);

    public static async Task<TestServer> StartAsync(Action<FlowsServerOptions>? configure = null)
    {
        var time = new FakeTimeProvider(Start);
        var options = new FlowsServerOptions { ApiPort = 0, UiPort = 0, Database = "", TimeProvider = time };
        // The services run when a test asks for it, not beside it.
        options.Services.Enabled = false;
        // A clock that stands still would let no stream go on.
        options.StreamInterval = TimeSpan.Zero;
        configure?.Invoke(options);
        // A test that names a database shares it between servers.
        var database = options.Database.Length > 0 ? null : await TestDatabase.CreateAsync();
        options.Database = database?.Address ?? options.Database;
        var server = FlowsServer.Create(options);
        await server.StartAsync();
        return new(database, server) { Time = time };
    }

    /// <summary>Runs one pass of a background service.</summary>
    public Task<int?> RunServiceAsync(string name) => server.RunServiceAsync(name);

    /// <summary>Posts an operation and returns the whole answer.</summary>
    public async Task<(int Status, JsonElement Answer)> PostAsync(string query, JsonNode? variables = null, string path = "/",
        params (string Name, string Value)[] headers)
    {
        var body = new JsonObject { ["query"] = query };
        if (variables is not null) body["variables"] = variables;
        return await SendAsync(body.ToJsonString(), path, headers);
    }

    public async Task<(int Status, JsonElement Answer)> SendAsync(string body, string path = "/", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            path)
        { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, answer.RootElement.Clone());
    }

    /// <summary>Runs an operation that must succeed and returns its data.</summary>
    public async Task<JsonElement> RunAsync(string query, JsonNode? variables = null, params (string Name, string Value)[] headers)
    {
        var (status, answer) = await PostAsync(query, variables, headers: headers);
        answer.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        status.ShouldBe(200);
        return answer.GetProperty("data");
    }

    /// <summary>Runs a mutation as the Python clients write it, with its input as a variable.</summary>
    public async Task<JsonElement> MutateAsync(string name, JsonObject input, string selection = "id", params (string Name, string Value)[] headers) =>
        (await RunAsync(Mutation(name, selection), new JsonObject { ["input"] = input }, headers)).GetProperty(name);

    /// <summary>Runs a mutation that must fail in its resolver and returns the first message.</summary>
    public async Task<string> RefusedAsync(string name, JsonObject input, string selection = "id", params (string Name, string Value)[] headers)
    {
        var (status, answer) = await PostAsync(Mutation(name, selection), new JsonObject { ["input"] = input }, headers: headers);
        status.ShouldBe(200, answer.ToString());
        answer.GetProperty("data").GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null);
        return answer.GetProperty("errors")[0].GetProperty("message").GetString()!;
    }

    /// <summary>Asks until the data is as wanted: for what is written beside the requests.</summary>
    public async Task EventuallyAsync(string query, string key, Func<JsonElement, bool> wanted)
    {
        JsonElement data = default;
        for (var attempt = 0; attempt < 2000; attempt++)
        {
            data = await RunAsync(query, headers: ("Authorization", $"Bearer {key}"));
            if (wanted(data)) return;
        }
        data.ToString().ShouldBe("as wanted");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    private static string Mutation(string name, string selection) => $"mutation($input: {name}_input!) {{ {name}(input: $input) {{ {selection} }} }}";
}
