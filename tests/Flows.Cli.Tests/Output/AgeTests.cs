using Flows.Cli.Output;
using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Output;

public sealed class AgeTests
{
    [Theory]
    [InlineData(0.2, "just now")]
    [InlineData(1, "1 second ago")]
    [InlineData(59, "59 seconds ago")]
    [InlineData(60, "1 minute ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(3 * 86400, "3 days ago")]
    [InlineData(15 * 86400, "2 weeks ago")]
    [InlineData(65 * 86400, "2 months ago")]
    [InlineData(800 * 86400, "2 years ago")]
    public void Of_Seconds_ReadsLikeASentence(double seconds, string expected) => Age.Of(Tool.Now.AddSeconds(-seconds), Tool.Now).ShouldBe(expected);
}
