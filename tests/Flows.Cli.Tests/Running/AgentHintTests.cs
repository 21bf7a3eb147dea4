using Flows.Cli.Running;
using Flows.Cli.Tests.Support;
using Flows.Client.Queries;
using Flows.States;

namespace Flows.Cli.Tests.Running;

public sealed class AgentHintTests
{
    [Fact]
    public void For_AnAgentTakesIt_SaysNothing() => Hint(["a"], Agent("hal", "a", "b")).ShouldBeNull();

    [Fact]
    public void For_NoAgentAtAll_SaysHowToStartOne() =>
        Hint(["a"]).ShouldBe("No agent with the labels 'a' is alive, so the run waits. Start one with `flows agent docker start --label a` (or local).");

    [Fact]
    public void For_TheRightAgentIsDead_SaysSo() =>
        Hint(["a"], Agent("hal", "a") with { LastQueried = Tool.Now.AddMinutes(-2) })!.ShouldStartWith("No agent with the labels 'a' is alive, so the run waits. ");

    [Fact]
    public void For_RunWithoutLabels_NamesTheRule() =>
        Hint([], Agent("hal", "a"))!.ShouldStartWith("No agent without labels is alive, so the run waits; 'hal' takes only runs with labels among 'a'.");

    private static string? Hint(string[] labels, params AgentSummary[] agents) => AgentHint.For(new("run-1", "r", new Scheduled(), labels, []), agents, Tool.Now);

    private static AgentSummary Agent(string name, params string[] labels) => new("id", name, "LocalAgent", labels, Tool.Now.AddSeconds(-10));
}
