using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Flows.TestKit.Api;

/// <summary>A GraphQL API as a message handler: answers each root field as the test says, and remembers what was asked.</summary>
public sealed partial class FakeApi : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<FakeCall, string>> answers = new();
    private readonly ConcurrentQueue<FakeCall> calls = new();

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<FakeCall> Calls => [.. calls];

    /// <summary>The names of what was asked, in order.</summary>
    public IReadOnlyList<string> Fields => [.. calls.Select(c => c.Field)];

    /// <summary>Says the answer of a root field: the JSON value of the field.</summary>
    public FakeApi On(string field, Func<FakeCall, string> answer)
    {
        answers[field] = answer;
        return this;
    }

    /// <summary>Says the answer of a root field: the JSON value of the field.</summary>
    public FakeApi On(string field, string answer) => On(field, _ => answer);

    /// <summary>The calls of one root field.</summary>
    public IReadOnlyList<FakeCall> Of(string field) => [.. calls.Where(c => c.Field == field)];

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var query = body.GetProperty("query").GetString()!;
        var call = new FakeCall(RootField().Match(query).Groups[1].Value, query, Variables(body), request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value)));
        calls.Enqueue(call);
        return new(HttpStatusCode.OK) { Content = new StringContent(Answer(call), Encoding.UTF8, "application/json") };
    }

    private string Answer(FakeCall call)
    {
        if (!answers.TryGetValue(call.Field, out var answer)) return Error($"The fake has no answer for '{call.Field}'.");
        try
        {
            return $$"""{ "data": { "{{call.Field}}": {{answer(call)}} } }""";
        }
        catch (FakeApiException e)
        {
            return Error(e.Message);
        }
    }

    private static string Error(string message) => $$"""{ "errors": [ { "message": {{JsonSerializer.Serialize(message)}} } ], "data": null }""";

    private static JsonElement Variables(JsonElement body)
    {
        var variables = body.GetProperty("variables");
        return variables.ValueKind == JsonValueKind.String ? JsonElement.Parse(variables.GetString()!) : variables;
    }

    // The first name inside the outermost braces.
    [GeneratedRegex(@"^[^{]*\{\s*(\w+)")]
    private static partial Regex RootField();
}

/// <summary>One call of a <see cref="FakeApi"/>.</summary>
/// <param name="Field">The root field.</param>
/// <param name="Query">The whole text.</param>
/// <param name="Variables">The variables; null as JSON when there are none.</param>
/// <param name="Headers">The headers.</param>
public sealed record FakeCall(string Field, string Query, JsonElement Variables, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The argument <c>input</c> of a mutation.</summary>
    public JsonElement Input => Variables.GetProperty("input");
}

/// <summary>Makes a <see cref="FakeApi"/> answer with a GraphQL error.</summary>
/// <param name="message">The error's message.</param>
public sealed class FakeApiException(string message) : Exception(message);
