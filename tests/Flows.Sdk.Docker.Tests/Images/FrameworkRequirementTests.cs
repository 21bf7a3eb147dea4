using Flows.Docker.Images;

namespace Flows.Sdk.Docker.Tests.Images;

public sealed class FrameworkRequirementTests
{
    [Theory]
    [InlineData("10.0.0", "Minor", "10.0.12", true)]
    [InlineData("10.0.5", "Minor", "10.0.3", false)]
    [InlineData("10.0.0", "Minor", "10.1.0", true)]
    [InlineData("10.1.0", "Minor", "10.0.9", false)]
    [InlineData("9.0.0", "Minor", "10.0.0", false)]
    [InlineData("9.0.0", "Major", "10.0.0", true)]
    [InlineData("9.0.0", "LatestMajor", "10.0.0", true)]
    [InlineData("10.0.0", "LatestPatch", "10.1.0", false)]
    [InlineData("10.0.0", "LatestPatch", "10.0.9", true)]
    [InlineData("10.0.0", "Disable", "10.0.1", false)]
    [InlineData("10.0.1", "disable", "10.0.1", true)]
    [InlineData("10.0.0", "Minor", "10.0.0-rc.1", false)]
    [InlineData("10.0.0-rc.1", "Minor", "10.0.0", true)]
    [InlineData("10.0.0-rc.2", "Minor", "10.0.0-rc.10", true)]
    public void Accepts_Version_AsTheHostWould(string wanted, string rollForward, string installed, bool accepted)
    {
        new FrameworkRequirement("Microsoft.NETCore.App", FrameworkVersion.Parse(wanted), rollForward).Accepts(FrameworkVersion.Parse(installed)).ShouldBe(accepted);
    }

    [Fact]
    public void Read_RuntimeConfig_HasFrameworksWithTheirRollForward()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            {"runtimeOptions": {"rollForward": "LatestMinor", "frameworks": [{"name": "Microsoft.NETCore.App", "version": "10.0.0"},
             {"name": "Microsoft.AspNetCore.App", "version": "10.0.1", "rollForward": "Disable"}]} }
            """);
        FrameworkRequirement.Read(file).ShouldBe(
            [new("Microsoft.NETCore.App", new(10, 0, 0, null), "LatestMinor"), new("Microsoft.AspNetCore.App", new(10, 0, 1, null), "Disable")]);
        File.Delete(file);
    }
}
