using Flows.Client;
using Flows.Sdk.Tests.Engine;
using Flows.States;
using Flows.Wire;

namespace Flows.Sdk.Tests.Secrets;

public sealed class SecretTests
{
    public sealed record Login(string User, string Password);

    private static FlowRunOptions With(ISecretProvider secrets) => new() { MaxConcurrency = 1, SecretProvider = secrets };

    private static ConfiguredSecrets Configured(params (string Name, string Value)[] variables) => new(() => FlowsConfiguration.Load(new ConfigurationSources
    {
        HomeFolder = Path.Combine(Path.GetTempPath(), "no-home"),
        Environment = variables.ToDictionary(v => v.Name, v => v.Value),
    }));

    [Fact]
    public async Task RunAsync_SecretAsAnArgument_ReachesTheTask()
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN").Then("use", t => t.Length));

        var state = await flow.RunAsync(options: With(new SecretValues { ["TOKEN"] = "abcde" }));

        state.Result(flow.Output).ShouldBe(5);
    }

    [Theory]
    [InlineData("PREFECT__CONTEXT__SECRETS__TOKEN")]
    [InlineData("FLOWS__CONTEXT__SECRETS__TOKEN")]
    public async Task RunAsync_SecretOfTheEnvironment_IsFound(string variable)
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN"));

        var state = await flow.RunAsync(options: new() { ConfiguredSecrets = Configured((variable, "from the environment")) });

        state.Result(flow.Output).ShouldBe("from the environment");
    }

    [Fact]
    public async Task RunAsync_SecretOfTheConfigurationFile_IsFound()
    {
        using var home = new Storage.TemporaryFolder();
        home.Write(".prefect/config.toml", "[context.secrets]\nToken = \"from the file\"\n");
        var flow = Flow.Define("F", f => f.Secret("Token"));

        var secrets = new ConfiguredSecrets(() => FlowsConfiguration.Load(new() { HomeFolder = home.Path, Environment = new Dictionary<string, string>() }));
        var state = await flow.RunAsync(options: new() { ConfiguredSecrets = secrets });

        state.Result(flow.Output).ShouldBe("from the file");
    }

    [Fact]
    public async Task RunAsync_Providers_AreAskedFromTheRunToTheConfiguration()
    {
        var flow = Flow.Define("F", f => (f.Secret("A"), f.Secret("B"), f.Secret("C")))
            .WithSecretProvider(new SecretValues { ["A"] = "flow", ["B"] = "flow" });
        var configured = Configured(("PREFECT__CONTEXT__SECRETS__A", "configured"), ("PREFECT__CONTEXT__SECRETS__B", "configured"), ("PREFECT__CONTEXT__SECRETS__C", "configured"));
        var store = new RecordingRunStore();
        store.Facts = store.Facts with { Context = new Dictionary<string, object?> { ["secrets"] = new Dictionary<string, object?> { ["A"] = "run" } } };

        var state = await flow.RunOnAsync(store, new() { ConfiguredSecrets = configured });

        state.Result(flow.Output.Item1).ShouldBe("run");
        state.Result(flow.Output.Item2).ShouldBe("flow");
        state.Result(flow.Output.Item3).ShouldBe("configured");
    }

    [Fact]
    public async Task RunAsync_SecretThatIsJson_IsDecoded()
    {
        var secrets = new SecretValues { ["LOGIN"] = """{"user":"ann","password":"s3cret!"}""", ["TEXT"] = "\"quoted\"", ["PORT"] = "8080" };
        var flow = Flow.Define("F", f => (f.Secret<Login>("LOGIN"), f.Secret("TEXT"), f.Secret<int>("PORT"), f.Secret("PORT")));

        var state = await flow.RunAsync(options: With(secrets));

        state.Result(flow.Output.Item1).ShouldBe(new Login("ann", "s3cret!"));
        state.Result(flow.Output.Item2).ShouldBe("quoted");
        state.Result(flow.Output.Item3).ShouldBe(8080);
        state.Result(flow.Output.Item4).ShouldBe("8080");
    }

    [Fact]
    public async Task RunAsync_MissingSecret_FailsAndSaysWhereItIsLookedFor()
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN"));

        var state = await flow.RunAsync(options: new() { ConfiguredSecrets = Configured() });

        state[flow.Output].State.Message.ShouldBe(
            "Secret 'TOKEN' of flow 'F' was not found: set the environment variable PREFECT__CONTEXT__SECRETS__TOKEN, or 'TOKEN' under [context.secrets] in ~/.prefect/config.toml, where this program runs.");
    }

    [Fact]
    public async Task RunAsync_SecretOfAnotherType_FailsWithoutShowingIt()
    {
        var flow = Flow.Define("F", f => f.Secret<int>("TOKEN"));

        var state = await flow.RunAsync(options: With(new SecretValues { ["TOKEN"] = "not a number" }));

        state[flow.Output].State.Message.ShouldBe("Secret 'TOKEN' of flow 'F' cannot be read as int.");
    }

    [Fact]
    public async Task GetSecretAsync_NameKnownOnlyAtRunTime_IsFound()
    {
        var flow = Flow.Define("F", f => f.Parameter("name", "TOKEN").Then("use", async (name, context) => await context.GetSecretAsync<string>(name)));

        var state = await flow.RunAsync(options: With(new SecretValues { ["TOKEN"] = "abc" }));

        state.Result(flow.Output).ShouldBe("abc");
    }

    [Fact]
    public async Task RunAsync_OnAServer_StoresAPointerToTheSecretAndNoValue()
    {
        var store = new RecordingRunStore { OutlivesProcess = true };
        var flow = Flow.Define("F", f => f.Secret("TOKEN"));

        await flow.RunOnAsync(store, With(new SecretValues { ["TOKEN"] = "do not store me" }));

        var json = StateJson.Write(store.States("TOKEN-1")[^1]).GetRawText();
        json.ShouldNotContain("do not store me");
        json.ShouldContain("""{"type":"SecretResult","location":"TOKEN","secret_type":"PrefectSecret","__version__":"1.4.1"}""");
    }

    [Fact]
    public async Task RunAsync_SecretThatAnEarlierProcessRead_IsReadAgain()
    {
        var store = new RecordingRunStore { OutlivesProcess = true };
        store.Facts = store.Facts with { State = new Running() };
        store.Stored["TOKEN-1"] = new Success { Result = StateResult.At("SecretResult", "TOKEN") };
        var flow = Flow.Define("F", f => f.Secret("TOKEN").Then("use", t => t.Length));

        var state = await flow.RunOnAsync(store, With(new SecretValues { ["TOKEN"] = "abc" }));

        state.Result(flow.Output).ShouldBe(3);
        store.History("TOKEN-1").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public void Define_SecretThatIsToBeKept_IsRefused()
    {
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Secret("TOKEN").CachedFor(TimeSpan.FromHours(1)))).Message
            .ShouldBe("Secret 'TOKEN' of flow 'F' is never stored or cached: leave out CacheFor, Target, ResultStore and Checkpoint.");
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Secret(" "))).Message
            .ShouldBe("A secret of flow 'F' has an empty name: give it one.");
    }
}
