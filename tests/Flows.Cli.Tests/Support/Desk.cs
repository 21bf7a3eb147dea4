using System.Text.Json;
using Flows.Server;

namespace Flows.Cli.Tests.Support;

/// <summary>A real server in this process with a project P, and the tool that talks to it over real HTTP.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public const string Project = "P";
    private readonly FlowsServer server;

    private Desk(FlowsServer server, Tool tool) => (this.server, Tool) = (server, tool);

    public Tool Tool { get; }

    public string Output => Tool.Output;

    public string Error => Tool.Error;

    public static async Task<Desk> StartAsync()
    {
        var tool = new Tool();
        var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = Path.Combine(tool.Home, "server.db") });
        await server.StartAsync();
        tool.Environment = tool.Environment.With(("cloud.api", server.ApiUri.ToString())) with { HttpMessageHandler = null, TimeProvider = TimeProvider.System };
        var desk = new Desk(server, tool);
        (await tool.RunAsync("create", "project", Project)).ShouldBe(0, tool.Error);
        tool.Clear();
        return desk;
    }

    /// <summary>Runs a command line; what was written before is forgotten.</summary>
    public Task<int> RunAsync(params string[] args)
    {
        Tool.Clear();
        return Tool.RunAsync(args);
    }

    /// <summary>Runs a command line that answers with JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        (await RunAsync(args)).ShouldBe(0, Error);
        return JsonElement.Parse(Output);
    }

    /// <summary>Registers a flow as a built file, without a program.</summary>
    public async Task<string> RegisterAsync(string name, params string[] more)
    {
        (await RunAsync(["register", "--project", Project, "--json", WriteFlows(name), .. more])).ShouldBe(0, Output + Error);
        return (await JsonAsync("get", "flows", "--name", name, "--json"))[0].GetProperty("id").GetString()!;
    }

    /// <summary>A file as `flows build` writes it, as the original writes it too.</summary>
    public string WriteFlows(string name, int version = 1, string more = "")
    {
        var file = Path.Combine(Tool.Home, $"{name}.json");
        File.WriteAllText(
            file,
            $$"""
            { "version": {{version}}, "flows": [ { "name": "{{name}}", "type": "prefect.core.flow.Flow", "__version__": "1.4.1", "schedule": null, "edges": [], "reference_tasks": [],
              "parameters": [ { "name": "day", "slug": "day", "type": "prefect.core.parameter.Parameter", "required": false, "default": "Monday", "tags": [], "outputs": "typing.Any", "__version__": "1.4.1" } ],
              "tasks": [ { "name": "say", "slug": "say-1", "type": "prefect.tasks.core.function.FunctionTask", "tags": [], "max_retries": 0, "retry_delay": null, "timeout": null,
                "trigger": { "fn": "prefect.triggers.all_successful", "kwargs": {} }, "skip_on_upstream_skip": true, "cache_for": null, "cache_key": null,
                "cache_validator": { "fn": "prefect.engine.cache_validators.never_use", "kwargs": {} }, "auto_generated": false, "inputs": {}, "outputs": "typing.Any", "__version__": "1.4.1" } ],
              "run_config": { "type": "UniversalRun", "env": null, "labels": ["own"], "__version__": "1.4.1" }, "storage": null{{more}} } ] }
            """);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Tool.Dispose();
    }
}
