using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

public sealed class AgentCommandTests : IDisposable
{
    private readonly Tool tool = new();

    public AgentCommandTests() =>
        tool.Api.On("register_agent", """{ "id": "agent-1" }""").On("hello", "\"hi\"").On("get_runs_in_queue", """{ "flow_run_ids": [] }""");

    [Fact]
    public async Task AgentLocalStart_Options_AreRegistered()
    {
        (await tool.RunAsync("agent", "local", "start", "-l", "b", "-l", "a", "-l", "b", "--name", "hal", "--key", "k-1", "--max-polls", "2")).ShouldBe(0);

        var input = tool.Api.Of("register_agent")[0].Input;
        input.GetProperty("type").GetString().ShouldBe("LocalAgent");
        input.GetProperty("name").GetString().ShouldBe("hal");
        input.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["a", "b"]);
        tool.Api.Of("register_agent")[0].Headers["Authorization"].ShouldBe("Bearer k-1");
        tool.Api.Of("get_runs_in_queue").Count.ShouldBe(2);
        tool.Output.ShouldContain("INFO - hal | LocalAgent hal is waiting for flow runs with labels a, b.");
        tool.Output.ShouldNotContain("k-1");
    }

    [Fact]
    public async Task AgentLocalStart_NoLabels_TakesThoseOfTheConfiguration()
    {
        tool.Environment = tool.Environment.With(("cloud.agent.labels", "['etl']"));

        (await tool.RunAsync("agent", "local", "start", "--max-polls", "1")).ShouldBe(0);
        tool.Api.Of("register_agent")[0].Input.GetProperty("labels")[0].GetString().ShouldBe("etl");
    }

    [Fact]
    public async Task AgentLocalStart_MalformedEnv_IsNotRepeated()
    {
        (await tool.RunAsync("agent", "local", "start", "--env", "hush-hush")).ShouldBe(1);
        tool.Error.Trim().ShouldBe("A value of --env has no '=': write --env NAME=VALUE.");
    }

    [Fact]
    public async Task AgentDockerStart_NoEngine_SaysSoWithExitCode1()
    {
        (await tool.RunAsync("agent", "docker", "start", "--base-url", "unix:///nowhere/docker.sock", "--max-polls", "1")).ShouldBe(1);
        tool.Error.ShouldStartWith("No Docker engine answers at unix:///nowhere/docker.sock");
    }

    [Fact]
    public async Task AgentDockerStart_MalformedVolume_SaysSoWithExitCode1()
    {
        (await tool.RunAsync("agent", "docker", "start", "--volume", "data", "--max-polls", "1")).ShouldBe(1);
        tool.Error.ShouldStartWith("The volume 'data' is not understood.");
    }

    public void Dispose() => tool.Dispose();
}
