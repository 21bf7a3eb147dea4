using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Reliability;

/// <summary>
/// Many flow runs at once, each through its whole life over HTTP. What a dying server does not answer is asked again of the next one, as clients do;
/// what was acknowledged is kept, to be looked for afterwards.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The source has no timer and nobody asks for its wait handle; it ends with the test.")]
internal sealed class Load(int atOnce)
{
    private readonly ConcurrentQueue<Written> acknowledged = new();
    private readonly ConcurrentQueue<string> problems = new();
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource<HttpClient> server = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task running = Task.CompletedTask;
    private int keys, reached;
    private (int Count, TaskCompletionSource Source) awaited = (int.MaxValue, new());

    /// <summary>Something that a server has said to have stored.</summary>
    /// <param name="FlowRunId">The run.</param>
    /// <param name="Kind">Key, state, task state or log.</param>
    /// <param name="Text">What says which it is.</param>
    internal sealed record Written(string FlowRunId, string Kind, string Text);

    public IReadOnlyCollection<Written> Acknowledged => acknowledged;

    /// <summary>Answers that no client should get.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    public string FlowId { get; private set; } = "";

    public string TaskId { get; private set; } = "";

    /// <summary>How many runs have been asked for, each with a key of its own.</summary>
    public int Keys => keys;

    /// <summary>Registers a flow in a project of its own and begins.</summary>
    public async Task StartAsync(HttpClient first, string name = "P")
    {
        var project = (await PostAsync(first, "create_project", new() { ["name"] = name }, "id")).GetProperty("id").GetString();
        FlowId = (await PostAsync(first, "create_flow", new() { ["project_id"] = project, ["serialized_flow"] = Scenario.Document() }, "id"))
            .GetProperty("id").GetString()!;
        TaskId = (await QueryAsync(first, $"{{ task(where: {{flow_id: {{_eq: \"{FlowId}\"}}, slug: {{_eq: \"hello-1\"}}}}) {{ id }} }}"))
            .GetProperty("task")[0].GetProperty("id").GetString()!;
        Open(first);
        running = Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(LiveAsync)));
    }

    /// <summary>Sends what comes next to a server.</summary>
    public void Open(HttpClient next) => server.TrySetResult(next);

    /// <summary>Lets clients wait for the next server.</summary>
    public void Close() => server = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until so many more writes are acknowledged.</summary>
    public Task MoreAsync(int count)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = (Volatile.Read(ref reached) + count, source);
        return Task.WhenAny(source.Task, running);
    }

    /// <summary>Lets every run that is under way end, and begins no more.</summary>
    public async Task FinishAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    private async Task LiveAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var key = $"key-{Interlocked.Increment(ref keys)}";
            var run = (await CallAsync("create_flow_run", new() { ["flow_id"] = FlowId, ["idempotency_key"] = key }, "id"))!.Value.GetProperty("id").GetString()!;
            Note(run, "key", key);
            await StateAsync(run, "Submitted");
            await StateAsync(run, "Running");
            var task = (await CallAsync("get_or_create_task_run_info", new() { ["flow_run_id"] = run, ["task_id"] = TaskId, ["map_index"] = 1 }, "id"))!.Value
                .GetProperty("id").GetString()!;
            await TaskStateAsync(run, task, "Running");
            var lines = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToList();
            var logs = new JsonArray([.. lines.Select(l => (JsonNode)new JsonObject { ["flow_run_id"] = run, ["message"] = l })]);
            if (await CallAsync("write_run_logs", new() { ["logs"] = logs }, "success") is not null) lines.ForEach(l => Note(run, "log", l));
            await TaskStateAsync(run, task, "Success");
            await StateAsync(run, "Success");
        }
    }

    private async Task StateAsync(string run, string type)
    {
        var (state, text) = Marked(type);
        var input = new JsonObject { ["states"] = new JsonArray(new JsonObject { ["flow_run_id"] = run, ["version"] = null, ["state"] = state }) };
        if (await CallAsync("set_flow_run_states", input, "states { id }") is not null) Note(run, "state", text);
    }

    private async Task TaskStateAsync(string run, string task, string type)
    {
        var (state, text) = Marked(type);
        if (await CallAsync("set_task_run_states", Scenario.TaskRunState(task, state), "states { id }") is not null) Note(run, "task state", text);
    }

    private static (JsonObject State, string Text) Marked(string type)
    {
        var text = Guid.NewGuid().ToString();
        return (new() { ["type"] = type, ["message"] = text }, text);
    }

    private void Note(string run, string kind, string text)
    {
        acknowledged.Enqueue(new(run, kind, text));
        if (Interlocked.Increment(ref reached) >= awaited.Count) awaited.Source.TrySetResult();
    }

    /// <returns>The answer; null when it says that the state is there already, which a repeated call must expect.</returns>
    private async Task<JsonElement?> CallAsync(string name, JsonObject input, string selection)
    {
        while (true)
        {
            var current = server;
            try
            {
                return await PostAsync(await current.Task, name, input, selection);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // It was killed; Close has been called before.
            }
            catch (ArgumentException e)
            {
                if (!e.Message.Contains("State update failed", StringComparison.Ordinal)) problems.Enqueue($"{name}: {e.Message}");
                return null;
            }
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string name, JsonObject input, string selection) => (await SendAsync(http, new()
    {
        ["query"] = $"mutation($input: {name}_input!) {{ {name}(input: $input) {{ {selection} }} }}",
        ["variables"] = new JsonObject { ["input"] = input.DeepClone() },
    })).GetProperty(name);

    private static Task<JsonElement> QueryAsync(HttpClient http, string query) => SendAsync(http, new() { ["query"] = query });

    private static async Task<JsonElement> SendAsync(HttpClient http, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/", content);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return answer.TryGetProperty("errors", out var errors) ? throw new ArgumentException(errors.ToString()) : answer.GetProperty("data");
    }
}
