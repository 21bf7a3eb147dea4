using System.Text.Json;
using Flows.Client;
using Flows.Registration;
using Flows.Sdk.Tests.Client;
using Flows.Sdk.Tests.Storage;
using Flows.Storage;
using Flows.Wire;

namespace Flows.Sdk.Tests.Registration;

/// <summary>A server with one project, a program's folder, and what a registration does with both.</summary>
internal sealed class RegistrationWorld : IDisposable
{
    public RegistrationWorld()
    {
        Program.Write("App.dll", "code");
        Api.On("project", call => FakeApi.Data("project", call.Query.Contains("\"Known\"") ? """[{"id": "p-1"}]""" : "[]"))
            .On("flow", _ => FakeApi.Data("flow", Newest is null ? "[]" : $$"""[{"id": "{{Newest}}", "name": "Hello", "version": 1, "created": "2024-01-02T03:04:05+00:00", "project": {"name": "Known"} }]"""))
            .On("create_flow_from_compressed_string", """{"id": "f-1"}""")
            .On("flow_by_pk", """{"id": "f-1", "name": "Hello", "version": 1, "flow_group_id": "g-1", "run_config": {"labels": ["a", "b"]}, "project": {"id": "p-1", "name": "Known"}, "flow_group": {"labels": null}}""")
            .On("tenant", """[{"id": "t-1", "slug": "default"}]""");
    }

    public FakeApi Api { get; } = new();
    public RecordedProgress Progress { get; } = new();
    public RecordedStorage Storage { get; } = new();
    public TemporaryFolder Program { get; } = new();

    /// <summary>The id of the version that the server has already.</summary>
    public string? Newest { get; set; }

    public ConfigurationSources Sources => new()
    {
        HomeFolder = Program.Path,
        Environment = new Dictionary<string, string> { ["FLOWS__CLOUD__API"] = "http://server:4200", ["FLOWS__SERVER__UI__ENDPOINT"] = "http://board:8080", ["FLOWS__DOCKER__BASE_IMAGE"] = "base:1" },
    };

    public Task<FlowRegistration> RegisterAsync(string project = "Known", bool force = false, bool debug = false, Flow? flow = null) =>
        new Registrar(new RegistrationEnvironment
        {
            Sources = Sources,
            HttpMessageHandler = Api,
            ProgramFolder = Program.Path,
            AssemblyFile = "App.dll",
            IsDebugBuild = debug,
            Progress = Progress,
        }).RegisterAsync(
            new RegistrationRequest
            {
                Graph = (flow ?? Hello()).Graph,
                Project = project,
                RunConfig = new UniversalRun { Labels = ["b"] },
                Storage = Storage,
                Schedule = flow?.Schedule,
                Labels = ["a"],
                Force = force,
            }, TestContext.Current.CancellationToken);

    public static Flow Hello() => Flow.Define("Hello", f => f.Parameter("name", "Bob").Then("greet", n => $"Hello {n}"));

    /// <summary>The input of the one mutation.</summary>
    public JsonElement Posted => Api.CallsOf("create_flow_from_compressed_string").Single().Input;

    public JsonElement PostedFlow => CompressedJson.Unpack(Posted.GetProperty("serialized_flow").GetString()!);

    public void Dispose()
    {
        Program.Dispose();
        Api.Dispose();
    }
}

/// <summary>Keeps what it is asked to store.</summary>
internal sealed class RecordedStorage : FlowStorage
{
    public List<StorageRequest> Requests { get; } = [];
    public string Digest { get; set; } = "d1";
    public Exception? Failure { get; set; }

    public override string Kind => "recorded";

    public override Task<StoredFlow> StoreAsync(StorageRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        if (Failure is not null) throw Failure;
        var document = new LocalStorageDocument { Directory = "/store", Flows = new Dictionary<string, string> { [request.FlowName] = "/store/App.dll" } };
        return Task.FromResult(new StoredFlow(document, Digest, "/store") { ImageTags = ["latest"] });
    }
}
