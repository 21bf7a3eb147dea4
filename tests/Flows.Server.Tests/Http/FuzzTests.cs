using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Flows.Server.Tests.Http;

/// <summary>Tests that measure the memory of this process, beside which no others run.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>
/// Whatever is posted: an answer in JSON, never a 500, nothing in the log that went wrong, and no memory that stays. The seeds are fixed, so that a
/// failure is there again the next time.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FuzzTests : IAsyncLifetime
{
    private const int Runs = 400;
    private const string Seed = "0000KsZ1rlh4";

    private static readonly string[] Words =
    [
        "query", "mutation", "fragment F on flow", "{", "}", "(", ")", "[", "]", ":", "...", "...F", "@include(if: true)", "@skip(if: $x)", "$x", "flow", "flow_run",
        "task_run_aggregate", "flow_run_by_pk", "id", "name", "states", "where:", "_eq:", "_in:", "_like:", "_or:", "_not:", "_contains:", "order_by:", "limit:", "desc",
        "\"'; drop table flow; --\"", "\"\\\\\"", "\"\\u0000\"", "\"%\"", "null", "-1", "99999999999999999999", "1e999", "true", "{}", "__schema", "__typename", "__type(name: \"flow\")",
        "create_project(input: {name: \"x' or 1=1\"})", "write_run_logs(input: {logs: []})", "hello", "\u00e9", "#", "\"\"\"", "mapped_children", "utility_downstream_tasks",
    ];

    private static readonly string[] Texts =
        ["'", "''; drop table flow_run; --", "\" or 1=1", "%", "_", "\\", "\\\\'", "\0", "\u0001", "\u2028", "\ud83d\ude00", "{}", "{a,b}", "[1]", "null", new string('x', 5000), ""];

    private readonly RecordingLoggers loggers = new();
    private TestServer? started;

    private TestServer Server => started!;

    public async ValueTask InitializeAsync() => started = await TestServer.StartAsync(o => o.LoggerFactory = loggers);

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task Bytes_OfAnyKind_AreAnswered() =>
        await Gen.Byte.Array[0, 300].SampleAsync(PostAsync, seed: Seed, iter: Runs, threads: 1);

    [Fact]
    public async Task Json_OfAnyShape_IsAnswered()
    {
        var word = Of("{", "}", "[", "]", ",", ":", "\"query\"", "\"variables\"", "\"operationName\"", "\"{ hello }\"", "null", "1", "\"\\ud800\"", "\"{\"", "\"mutation { __typename }\"");
        await word.Array[0, 30].Select(words => Encoding.UTF8.GetBytes(string.Join(' ', words))).SampleAsync(PostAsync, seed: Seed, iter: Runs, threads: 1);
    }

    [Fact]
    public async Task Queries_OfAnyWords_AreAnswered() =>
        await Of(Words).Array[1, 40].Select(words => Body(string.Join(' ', words))).SampleAsync(PostAsync, seed: Seed, iter: Runs, threads: 1);

    [Fact]
    public async Task Texts_WithSqlInThem_AreValuesEverywhere()
    {
        string[] queries =
        [
            "query($t: String) { flow(where: {name: {_eq: $t}}) { id } }", "query($t: String) { flow(where: {name: {_like: $t}}) { id } }",
            "query($t: String) { flow(where: {name: {_ilike: $t}}) { id } }", "query($t: [String!]) { flow(where: {name: {_in: $t}}) { id } }",
            "query($t: uuid) { flow(where: {id: {_eq: $t}}) { id } }", "query($t: timestamptz) { log(where: {timestamp: {_gt: $t}}) { id } }",
            "query($t: jsonb) { flow_run(where: {labels: {_contains: $t}}) { id } }", "query($t: jsonb) { flow_run(where: {parameters: {_eq: $t}}) { id } }",
            "query($t: String) { flow_run(where: {labels: {_has_key: $t}}) { id } }", "query($t: [String!]) { flow_run(where: {labels: {_has_keys_any: $t}}) { id } }",
            "query($t: interval) { task(where: {retry_delay: {_eq: $t}}) { id } }", "query($t: order_by) { flow(order_by: {name: $t}) { id } }",
            "query($t: _uuid) { utility_upstream_tasks(args: {start_task_ids: $t}) { depth } }", "query($t: flow_bool_exp) { flow(where: $t) { id } }",
            "mutation($t: String) { create_project(input: {name: $t}) { id } }", "mutation($t: JSON) { create_flow(input: {project_id: $t, serialized_flow: $t}) { id } }",
            "mutation($t: set_flow_run_states_input!) { set_flow_run_states(input: $t) { states { id } } }",
        ];
        foreach (var query in queries)
            foreach (var text in Texts)
                await PostAsync(JsonSerializer.SerializeToUtf8Bytes(new { query, variables = new { t = text } }));
        (await Server.RunAsync("{ flow_aggregate { aggregate { count } } flow_run_aggregate { aggregate { count } } }")).ShouldBeJson(
            """{"flow_aggregate": {"aggregate": {"count": 0}}, "flow_run_aggregate": {"aggregate": {"count": 0}}}""");
    }

    [Fact]
    public async Task Requests_ThatWantToExhaustTheServer_AreRefusedOrAnswered()
    {
        string[] hostile =
        [
            "{ flow { ...F } } fragment F on flow { ...F id ...F }", "{ flow { ...A } } fragment A on flow { ...B } fragment B on flow { ...A }",
            $"{{ {string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"a{i}: flow {{ id }}"))} }}", new string('{', 100_000), new string('[', 100_000),
            $"{{ flow(where: {string.Concat(Enumerable.Repeat("{_not: ", 5000))}{{}}{new string('}', 5000)}) {{ id }} }}",
            $"{{ flow(where: {{id: {{_in: [{string.Join(',', Enumerable.Repeat($"\"{Guid.Empty}\"", 20_000))}]}}}}) {{ id }} }}",
            $"{{ flow {{ {string.Concat(Enumerable.Repeat("...on flow { ", 500))} id {new string('}', 500)} }} }}",
            $"{{ x: hello {string.Concat(Enumerable.Repeat("@include(if: true) ", 20_000))} }}",
            $"{{ flow(where: {{_or: [{string.Join(',', Enumerable.Repeat("{name: {_eq: \"x\"}}", 5000))}]}}) {{ id }} }}",
            $"query({string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"$v{i}: String"))}) {{ hello }}",
            $"{{ flow {{ ...F0 }} }} {string.Join(' ', Enumerable.Range(0, 200).Select(i => $"fragment F{i} on flow {{ a: project {{ flows {{ ...F{i + 1} ...F{i + 2} }} }} b: project {{ flows {{ ...F{i + 1} }} }} }}"))}",
            $"{{ {new string('a', 100_000)}: hello }}", $"# {new string('x', 1_000_000)}\n{{ hello }}",
        ];
        foreach (var query in hostile) await PostAsync(Body(query));
        await PostAsync(Encoding.UTF8.GetBytes(new string('[', 1_000_000)));
        await PostAsync(Encoding.UTF8.GetBytes($"{{\"query\": \"{{ hello }}\", \"variables\": {string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}1{new string('}', 10_000)}}}"));
        await PostAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"query\": \"{ hello }\"}", 20_000))}]"));
        await PostAsync(new byte[10 * 1024 * 1024]);
        (await Server.RunAsync("{ hello }")).GetProperty("hello").GetString().ShouldBe("👋");
    }

    [Fact]
    public async Task Memory_AfterManyHostileRequests_IsWhereItWas()
    {
        var large = Body($"{{ flow(where: {{name: {{_eq: \"{new string('x', 2_000_000)}\"}}}}) {{ id }} }}");
        for (var i = 0; i < 5; i++) await PostAsync(large);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 40; i++)
        {
            await PostAsync(large);
            // Each text is new: nothing may keep what it has seen.
            await PostAsync(Body($"{{ a{i}: flow(where: {{name: {{_eq: \"{i}\"}}}}, limit: {i}) {{ x{i}: id }} }}"));
        }
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(32 * 1024 * 1024);
    }

    private static Gen<string> Of(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static byte[] Body(string query) => JsonSerializer.SerializeToUtf8Bytes(new { query });

    private async Task PostAsync(byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        // Otherwise the refusal of a large body breaks the connection while it is still being sent.
        request.Headers.ExpectContinue = body.Length > 4 * 1024 * 1024;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await Server.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBeOneOf(200, 400, 413);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        if (answer.ValueKind == JsonValueKind.Object)
            (answer.TryGetProperty("data", out _) || answer.TryGetProperty("errors", out _)).ShouldBeTrue();
        answer.ToString().ShouldNotContain("INTERNAL_SERVER_ERROR");
        loggers.Lines.Where(l => l.StartsWith("Error", StringComparison.Ordinal) || l.StartsWith("Critical", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
