using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Flows.Sdk.Tests.Client;

/// <summary>
/// A strict server behind no network: takes only what the protocol allows (POST, JSON, variables as text, the version header) and
/// answers each operation as the test says; an operation that the test does not name fails it.
/// </summary>
internal sealed partial class FakeApi : HttpMessageHandler
{
    private readonly Dictionary<string, Func<ApiCall, HttpResponseMessage>> answers = [];
    private readonly List<ApiCall> calls = [];
    private readonly Lock gate = new();

    /// <summary>What was called so far.</summary>
    public IReadOnlyList<ApiCall> Calls
    {
        get
        {
            lock (gate) return [.. calls];
        }
    }

    public IEnumerable<ApiCall> CallsOf(string operation) => Calls.Where(c => c.Operation == operation);

    /// <summary>Answers an operation (its root field) with data.</summary>
    public FakeApi On(string operation, string json) => On(operation, _ => Data(operation, json));

    public FakeApi On(string operation, Func<ApiCall, HttpResponseMessage> answer)
    {
        lock (gate) answers[operation] = answer;
        return this;
    }

    public static HttpResponseMessage Data(string operation, string json) => Json($$"""{"data": {"{{operation}}": {{json}} } }""");

    public static HttpResponseMessage Error(string message, string? code = null) => Json(
        $$"""{"errors": [{"message": {{JsonSerializer.Serialize(message)}}, "path": ["x"], "extensions": {"code": {{JsonSerializer.Serialize(code)}} } }], "data": null}""");

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = await ReadAsync(request, cancellationToken);
        Func<ApiCall, HttpResponseMessage>? answer;
        lock (gate)
        {
            calls.Add(call);
            answer = answers.GetValueOrDefault(call.Operation);
        }

        answer.ShouldNotBeNull($"the test does not expect {call.Query}");
        return answer(call);
    }

    private static async Task<ApiCall> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Method.ShouldBe(HttpMethod.Post);
        request.Content.ShouldNotBeNull().Headers.ContentType!.ToString().ShouldBe("application/json");
        request.Headers.GetValues("X-PREFECT-CORE-VERSION").ShouldBe(["1.4.1"]);
        var body = JsonElement.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        body.EnumerateObject().Select(p => p.Name).ShouldBe(["query", "variables"]);
        var variables = body.GetProperty("variables");
        variables.ValueKind.ShouldBe(JsonValueKind.String, "variables travel as JSON text");
        var query = body.GetProperty("query").GetString()!;
        return new ApiCall(
            request.RequestUri!,
            RootField().Match(query).Groups[1].Value,
            query,
            JsonElement.Parse(variables.GetString()!),
            request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^\w+[^{]*\{\s*(\w+)")]
    private static partial Regex RootField();
}

/// <summary>One call as the server saw it.</summary>
internal sealed partial record ApiCall(Uri Url, string Operation, string Query, JsonElement Variables, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Input => Variables.GetProperty("input");

    /// <summary>The original sends a query of the same words; the order of fields does not count, for it is random there.</summary>
    public void ShouldBeOneOfTheOriginal()
    {
        var known = Fixtures.Read("17_wire_requests.json").EnumerateArray().Select(r => Words(r.GetProperty("query").GetString()!));
        known.ShouldContain(Words(Query), $"the original sends no such query: {Query}");
    }

    /// <summary>The original sends an input of the same keys.</summary>
    public void InputShouldBeOneOfTheOriginal()
    {
        var known = Fixtures.Read("17_wire_requests.json").EnumerateArray()
            .Where(r => r.GetProperty("operation").GetString()!.EndsWith(" " + Operation, StringComparison.Ordinal) && r.GetProperty("variables").ValueKind == JsonValueKind.Object)
            .Select(r => Keys(r.GetProperty("variables").GetProperty("input")));
        known.ShouldContain(Keys(Input), $"the original sends no such input: {Input}");
    }

    private static string Words(string query) => string.Join(' ', Word().Matches(query).Select(m => m.Value[0] == '"' ? "\"\"" : m.Value).Order(StringComparer.Ordinal));

    private static string Keys(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(' ', json.EnumerateObject().Select(p => p.Name is "states" ? $"{p.Name}{Keys(p.Value[0])}" : p.Name).Order(StringComparer.Ordinal))}}}",
        _ => json.ValueKind.ToString(),
    };

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|[\w$!-]+|[{}()\[\]:,]
        """)]
    private static partial Regex Word();
}
