namespace Flows.Sdk.Tests.RunConfigs;

public sealed class LocalRunTests
{
    [Fact]
    public void WorkingDir_Relative_BecomesAbsolute() =>
        new LocalRun { WorkingDir = "flows" }.WorkingDir.ShouldBe(Path.Combine(Environment.CurrentDirectory, "flows"));

    [Fact]
    public void WorkingDir_NotSet_StaysTheAgents() => new LocalRun().WorkingDir.ShouldBeNull();
}
