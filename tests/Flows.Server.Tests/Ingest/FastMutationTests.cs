using System.Text;
using System.Text.Json;
using Flows.Server.GraphQL;
using Flows.Server.GraphQL.Ingest;
using Flows.Server.GraphQL.Mutations;

namespace Flows.Server.Tests.Ingest;

/// <summary>The short way of frequent mutations answers and stores as the general way does.</summary>
public sealed class FastMutationTests
{
    private const string States = "mutation($input: set_flow_run_states_input!) { set_flow_run_states(input: $input) { states { id status message } } }";
    private const string Logs = "mutation($input: write_run_logs_input!) { write_run_logs(input: $input) { success error } }";

    /// <summary>An operation name that is empty names none, but only the general way reads it.</summary>
    private const string General = "\"operationName\": \"\", ";

    public static TheoryData<string, string> Inputs()
    {
        var data = new TheoryData<string, string>();
        foreach (var state in new[]
        {
            """{"type": "Running", "message": "to Running"}""",
            """{"type":"Scheduled","message":null,"start_time":"2026-02-03T04:05:06.789012+02:00","context":{"n":1.50,"m":[1,2.0,"x"]},"__version__":"0.15.1"}""",
            """{"type": "Success", "message": "caf\u00e9 \ud83d\ude00 \"quoted\" \n é😀", "_result": {"type": "PrefectResult", "location": "{\"a\": [1]}"}}""",
            """{"type": "Dancing"}""", "\"Running\"", "null", "[]", "{}", "1e400", """{"type": "Success", "message": "half \ud83d"}""",
            """{"type": "Success", "message": "nul \u0000"}""", """{"type": "Failed", "type": "Success"}""",
            """{"type": "Success", "context": """ + new string('[', 40) + new string(']', 40) + "}",
            """{"type": "Success", "context": """ + new string('[', 70) + new string(']', 70) + "}",
        })
        {
            data.Add(States, $$"""{"states": [{"flow_run_id": "RUN", "version": null, "state": {{state}}}]}""");
        }
        foreach (var input in new[]
        {
            """{"states": {"flow_run_id": "RUN", "state": {"type": "Running"}}}""", """{"states": []}""", """{"states": null}""", "{}", "[]", "null", "7",
            """{"states": [null]}""", """{"states": [{"flow_run_id": "RUN"}]}""", """{"states": [{"flow_run_id": "RUN", "state": {"type": "Running"}, "x": 1}]}""",
            """{"states": [{"flow_run_id": "nobody", "state": {"type": "Running"}}]}""", """{"states": [{"flow_run_id": 7, "state": {"type": "Running"}}]}""",
            """{"states": [{"flow_run_id": "{RUN}", "state": {"type": "Running"}}]}""", """{"states": [{"flow_run_id": "RUN", "version": 1.5, "state": {"type": "Running"}}]}""",
            """{"states": [{"flow_run_id": "RUN", "version": 99999999999, "state": {"type": "Running"}}]}""",
            """{"states": [{"flow_run_id": "RUN", "flow_run_id": "RUN", "state": {"type": "Running"}}]}""", """{"states": 1, "states": [{"flow_run_id": "RUN", "state": {"type": "Running"}}]}""",
            """{"states": [{"flow_run_id": "11111111-1111-1111-1111-111111111111", "state": {"type": "Running"}}, {"flow_run_id": "RUN", "state": {"type": "Failed"}}]}""",
        })
        {
            data.Add(States, input);
        }
        foreach (var line in new[]
        {
            """{"flow_run_id": "RUN", "message": "hello", "level": "INFO", "name": "prefect.CloudFlowRunner", "timestamp": "2026-01-01T00:00:00.123456+00:00", "info": {"a": 1}}""",
            """{"flow_run_id": "RUN", "timestamp": "2026-01-01T00:00:00.123456789+00:00"}""", """{"flow_run_id": "RUN", "timestamp": "2026-01-01 00:00:00"}""",
            """{"flow_run_id": "RUN", "timestamp": "2026-01-01T00:00:00Z", "task_run_id": null, "info": null, "message": null}""",
            """{"flow_run_id": "RUN", "timestamp": "2026-06-01T00:00:00"}""", """{"flow_run_id": "RUN", "timestamp": "2026-06-01"}""",
            """{"flow_run_id": "RUN", "timestamp": "yesterday"}""", """{"flow_run_id": "RUN", "level": "LOUD"}""", """{"flow_run_id": "RUN", "level": 1}""",
            """{"flow_run_id": "RUN", "message": 5}""", """{"flow_run_id": "RUN", "info": "text"}""", """{"flow_run_id": "RUN", "info": 1.0}""",
            """{"flow_run_id": "11111111-1111-1111-1111-111111111111", "message": "x"}""", """{"message": "x"}""",
        })
        {
            data.Add(Logs, $$"""{"logs": [{{line}}]}""");
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Inputs_OfEveryKind_AreAnsweredAndStoredAsTheGeneralWayDoes(string query, string input)
    {
        await using var scenario = await Scenario.StartAsync();
        foreach (var isText in new[] { false, true })
        {
            var (fast, general) = (await scenario.CreateRunAsync(), await scenario.CreateRunAsync());
            var answer = await SendAsync(scenario, Body(query, input.Replace("RUN", fast, StringComparison.Ordinal), isText, ""));
            var expected = await SendAsync(scenario, Body(query, input.Replace("RUN", general, StringComparison.Ordinal), isText, General));
            answer.Replace(fast, "RUN", StringComparison.Ordinal).ShouldBe(expected.Replace(general, "RUN", StringComparison.Ordinal));
            (await StoredAsync(scenario, fast)).ShouldBe(await StoredAsync(scenario, general));
        }
    }

    [Theory]
    [InlineData(States, """{"states": [{"flow_run_id": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "version": 3, "state": {"type": "Running"}}]}""")]
    [InlineData(Logs, """{"logs": {"flow_run_id": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "level": "INFO", "timestamp": "2026-01-01T00:00:00Z"}}""")]
    [InlineData("mutation Named ($v:write_run_logs_input!){done:write_run_logs(input:$v){success __typename}}", """{"logs": []}""", "v")]
    public void Mutations_AsClientsSendThem_TakeTheShortWay(string query, string input, string variable = "input")
    {
        var shapes = Shapes();
        // The second time the text is known.
        for (var i = 0; i < 2; i++)
        {
            foreach (var isText in new[] { false, true })
                new FastMutations(shapes).Read(Encoding.UTF8.GetBytes(Body(query, input, isText, "", variable))).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("mutation { write_run_logs(input: {logs: []}) { success } }")]
    [InlineData("mutation($input: write_run_logs_input!) { write_run_logs(input: $input) { success @skip(if: true) } }")]
    [InlineData("mutation($input: write_run_logs_input!) { write_run_logs(input: $input) { nothing } }")]
    [InlineData("mutation($input: write_run_logs_input) { write_run_logs(input: $input) { success } }")]
    [InlineData("mutation($input: [write_run_log_input!]!) { write_run_logs(input: {logs: $input}) { success } }")]
    [InlineData("mutation($input: write_run_logs_input!) { write_run_logs(input: $input) { success } b: write_run_logs(input: $input) { success } }")]
    [InlineData("query($input: write_run_logs_input!) { write_run_logs(input: $input) { success } }")]
    [InlineData("mutation($input: write_run_logs_input!) { write_run_logs(input: $input) { success } ")]
    public void Texts_ThatAreUnusual_GoTheGeneralWay(string query) =>
        new FastMutations(Shapes()).Read(Encoding.UTF8.GetBytes(Body(query, """{"logs": []}""", isText: false, ""))).ShouldBeNull();

    [Fact]
    public void Texts_MoreThanAreKept_GoTheGeneralWay()
    {
        var shapes = Shapes();
        var known = Enumerable.Range(0, 300).Count(i => new FastMutations(shapes).Read(Encoding.UTF8.GetBytes(
            Body($"mutation N{i}($input: write_run_logs_input!) {{ write_run_logs(input: $input) {{ success }} }}", """{"logs": []}""", isText: false, ""))) is not null);
        known.ShouldBe(256);
    }

    private static MutationShapes Shapes() => new(
        new MutationCatalog([.. StateMutations.All(null!, null!, TimeProvider.System), .. AgentMutations.All(null!, null!, null!)]), new QueryLimits(10, 2000));

    private static string Body(string query, string input, bool isText, string extra, string variable = "input")
    {
        var variables = $$"""{"{{variable}}": {{input}}, "more": [1]}""";
        return $$"""{ "query": {{JsonSerializer.Serialize(query)}}, {{extra}}"variables": {{(isText ? JsonSerializer.Serialize(variables) : variables)}} }""";
    }

    private static async Task<string> SendAsync(Scenario scenario, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await scenario.Server.Http.PostAsync("/", content);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    private static async Task<string> StoredAsync(Scenario scenario, string run) => (await scenario.FlowRunAsync(run,
        "state version state_message serialized_state state_start_time heartbeat states(order_by: {version: asc}) { version state serialized_state result start_time }"
        + " logs(order_by: {sequence: asc}) { sequence timestamp name level message info task_run_id }")).ToString();
}
