using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.States;
using Flows.Wire;

namespace Flows.Agents.Tests.Launching;

public sealed class RunEnvironmentTests
{
    private static readonly AgentFacts Agent = new() { Api = "http://localhost:4200", Labels = ["a", "it's"], LoggingLevel = "DEBUG" };

    [Fact]
    public void Build_ForAProcess_HasTheVariablesOfTheProtocol()
    {
        RunEnvironment.Build(Agent, Run()).ShouldBe(new Dictionary<string, string>
        {
            ["PREFECT__BACKEND"] = "server",
            ["PREFECT__CLOUD__AGENT__LABELS"] = @"['a', 'it\'s']",
            ["PREFECT__CLOUD__API"] = "http://localhost:4200",
            ["PREFECT__CLOUD__SEND_FLOW_RUN_LOGS"] = "true",
            ["PREFECT__CLOUD__USE_LOCAL_SECRETS"] = "false",
            ["PREFECT__CONTEXT__FLOW_ID"] = "flow-1",
            ["PREFECT__CONTEXT__FLOW_RUN_ID"] = "run-1",
            ["PREFECT__ENGINE__FLOW_RUNNER__DEFAULT_CLASS"] = "prefect.engine.cloud.CloudFlowRunner",
            ["PREFECT__LOGGING__LEVEL"] = "DEBUG",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Build_ForAContainer_HasEmptyCredentialsAndTheImageToo()
    {
        var variables = RunEnvironment.Build(Agent with { InContainers = true }, Run(), "reg/hello:1");

        variables["PREFECT__CLOUD__API_KEY"].ShouldBe("");
        variables["PREFECT__CLOUD__TENANT_ID"].ShouldBe("");
        variables["PREFECT__CLOUD__AUTH_TOKEN"].ShouldBe("");
        variables["PREFECT__CONTEXT__IMAGE"].ShouldBe("reg/hello:1");
        variables["PREFECT__LOGGING__LOG_TO_CLOUD"].ShouldBe("true");
    }

    [Theory]
    [InlineData("", "tenant-1", false)]
    [InlineData("key-1", "tenant-1", true)]
    public void Build_Tenant_IsPassedOnOnlyWithAKey(string key, string tenant, bool expected)
    {
        var variables = RunEnvironment.Build(Agent with { ApiKey = key, TenantId = tenant }, Run());

        variables.ContainsKey("PREFECT__CLOUD__API_KEY").ShouldBe(expected);
        variables.ContainsKey("PREFECT__CLOUD__TENANT_ID").ShouldBe(expected);
    }

    [Fact]
    public void Build_SameName_RunConfigWinsOverAgentWinsOverDefault()
    {
        var agent = Agent with { Environment = new Dictionary<string, string> { ["PREFECT__LOGGING__LEVEL"] = "INFO", ["COLOR"] = "red" } };

        var variables = RunEnvironment.Build(agent, Run(new() { ["COLOR"] = "blue" }));

        variables["PREFECT__LOGGING__LEVEL"].ShouldBe("INFO");
        variables["COLOR"].ShouldBe("blue");
    }

    [Theory]
    [InlineData("PREFECT__BACKEND")]
    [InlineData("FLOWS__BACKEND")]
    [InlineData("PREFECT__CONTEXT__FLOW_RUN_ID")]
    [InlineData("FLOWS__CONTEXT__FLOW_RUN_ID")]
    [InlineData("PREFECT__CLOUD__API")]
    [InlineData("FLOWS__CONTEXT__CLAIM")]
    public void Build_ForcedName_CannotBeOverridden(string name)
    {
        RunEnvironment.Build(Agent, Run(new() { [name] = "mine" })).Values.ShouldNotContain("mine");
    }

    [Fact]
    public void Build_ApiOfAContainer_CanBeOverridden()
    {
        RunEnvironment.Build(Agent with { InContainers = true }, Run(new() { ["PREFECT__CLOUD__API"] = "http://api:4200" }))["PREFECT__CLOUD__API"].ShouldBe("http://api:4200");
    }

    [Theory]
    [InlineData(true, "false", "false")]
    [InlineData(true, "true", "true")]
    [InlineData(false, "true", "false")]
    [InlineData(false, null, "false")]
    [InlineData(true, null, "true")]
    public void Build_SendLogs_CanBeSwitchedOffButNotOn(bool agent, string? run, string expected)
    {
        var env = run is null ? null : new Dictionary<string, string> { ["PREFECT__CLOUD__SEND_FLOW_RUN_LOGS"] = run };

        RunEnvironment.Build(Agent with { SendFlowRunLogs = agent }, Run(env))["PREFECT__CLOUD__SEND_FLOW_RUN_LOGS"].ShouldBe(expected);
    }

    [Fact]
    public void Build_ClaimedRun_CarriesItsClaim()
    {
        RunEnvironment.Build(Agent, Run() with { Claim = "token-7" })["FLOWS__CONTEXT__CLAIM"].ShouldBe("token-7");
    }

    [Fact]
    public void Apply_ProcessHasRivals_TheyAreRemoved()
    {
        var process = new Dictionary<string, string?> { ["FLOWS__CLOUD__API"] = "http://old", ["FLOWS__CONTEXT__CLAIM"] = "stale", ["PATH"] = "/bin" };

        RunEnvironment.Apply(RunEnvironment.Build(Agent, Run()), process);

        process.ShouldNotContainKey("FLOWS__CLOUD__API");
        process.ShouldNotContainKey("FLOWS__CONTEXT__CLAIM");
        process["PATH"].ShouldBe("/bin");
        process["PREFECT__CLOUD__API"].ShouldBe("http://localhost:4200");
    }

    private static QueuedFlowRun Run(Dictionary<string, string>? env = null) => new()
    {
        Id = "run-1",
        Name = "tidy-otter",
        Version = 1,
        State = new Scheduled(),
        RunConfig = new UniversalRunDocument { Env = env },
        Flow = new() { Id = "flow-1", Name = "Hello", Version = 1 },
    };
}
