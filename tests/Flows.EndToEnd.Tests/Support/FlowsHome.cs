using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Flows.EndToEnd.Tests.Support;

/// <summary>One user's desk: a home folder of its own, a server of its own, and the commands that the user types.</summary>
public sealed class FlowsHome : IAsyncDisposable
{
    private readonly Dictionary<string, string> environment;
    private readonly List<Daemon> daemons = [];

    private FlowsHome(string folder, int port)
    {
        Folder = folder;
        Api = new Uri($"http://127.0.0.1:{port}");
        environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["FLOWS__CLOUD__API"] = Api.ToString(),
            ["DOCKER_CONFIG"] = Path.Combine(folder, ".docker"),
            ["FLOWS__CLOUD__CHECK_CANCELLATION_INTERVAL"] = "1",
            ["FLOWS__CLOUD__LOGGING_HEARTBEAT"] = "1",
        };
    }

    public string Folder { get; }
    public Uri Api { get; }
    internal Daemon Server => daemons[0];

    /// <summary>Starts a server on a free port with a database in a new home folder, and makes the project.</summary>
    public static async Task<FlowsHome> StartAsync(string project, params string[] serverArguments)
    {
        var folder = Directory.CreateTempSubdirectory("flows-e2e-").FullName;
        var port = FreePort();
        var home = new FlowsHome(folder, port);
        var server = home.Start([Programs.Cli, "server", "start", "--port", $"{port}", "--ui-port", $"{FreePort()}", "--database", Path.Combine(folder, "server.db"), .. serverArguments]);
        await server.LineAsync($":{port}");
        await WaitForAsync(home.IsUpAsync);
        if (project.Length > 0) (await home.FlowsAsync("create", "project", project)).ShouldSucceed();
        return home;
    }

    public FlowsHome With(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    /// <summary>Runs the <c>flows</c> tool.</summary>
    internal Task<CommandResult> FlowsAsync(params string[] arguments) => Command.RunAsync("dotnet", [Programs.Cli, .. arguments], environment);

    internal Task<CommandResult> FlowsAsync(IReadOnlyDictionary<string, string> changes, params string[] arguments) => ProgramAsync(Programs.Cli, changes, arguments);

    /// <summary>Runs a flow program.</summary>
    internal Task<CommandResult> ProgramAsync(string program, params string[] arguments) => Command.RunAsync("dotnet", [program, .. arguments], environment);

    /// <summary>Runs a program with other environment variables for this one time.</summary>
    internal Task<CommandResult> ProgramAsync(string program, IReadOnlyDictionary<string, string> changes, params string[] arguments)
    {
        var changed = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (key, value) in changes) changed[key] = value;
        return Command.RunAsync("dotnet", [program, .. arguments], changed);
    }

    /// <summary>Starts an agent and waits until it polls.</summary>
    internal async Task<Daemon> AgentAsync(string kind, params string[] arguments)
    {
        var agent = Start([Programs.Cli, "agent", kind, "start", .. arguments]);
        await agent.LineAsync("waiting for flow runs");
        return agent;
    }

    internal Daemon Start(IEnumerable<string> arguments)
    {
        var daemon = Daemon.Start("dotnet", arguments, environment);
        daemons.Add(daemon);
        return daemon;
    }

    /// <summary>Posts a GraphQL operation as any HTTP client would and returns its data.</summary>
    internal async Task<JsonElement> QueryAsync(string query)
    {
        using var http = new HttpClient();
        using var content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { ["query"] = query }), System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(Api, "/graphql"), content);
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        json.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return json.GetProperty("data");
    }

    /// <summary>Waits until a flow run has ended, and returns it with its states, task runs and logs.</summary>
    internal async Task<JsonElement> EndedAsync(string flowRunId)
    {
        JsonElement run = default;
        await WaitForAsync(async () =>
        {
            var data = await QueryAsync(
                $$"""
                query { flow_run_by_pk(id: "{{flowRunId}}") { id name state state_message parameters run_config
                  states(order_by: { version: asc }) { state message }
                  task_runs(order_by: { task: { slug: asc } }) { state map_index task { slug } }
                  logs(order_by: { timestamp: asc }) { level name message task_run_id } } }
                """);
            run = data.GetProperty("flow_run_by_pk");
            return run.GetProperty("state").GetString() is "Success" or "Failed" or "Cancelled" or "TimedOut";
        });
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = daemons.Count - 1; i >= 0; i--) await daemons[i].DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Asks until the answer is yes; a minute and a half is the end of patience.</summary>
    internal static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (!await condition())
            await pulse.WaitForNextTickAsync(patience.Token);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsUpAsync()
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri(Api, "/health"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
