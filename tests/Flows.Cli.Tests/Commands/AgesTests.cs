namespace Flows.Cli.Tests.Commands;

/// <summary>Spans of time on the command line.</summary>
public sealed class AgesTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("12h", 43_200)]
    [InlineData("30d", 2_592_000)]
    [InlineData("2w", 1_209_600)]
    [InlineData("0s", 0)]
    public void TryParse_OfASpan_ReadsIt(string text, long seconds)
    {
        Ages.TryParse(text, out var age).ShouldBeTrue();
        age.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("30")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("30 days")]
    [InlineData("99999999999999999d")]
    public void TryParse_OfAnythingElse_IsRefused(string text) => Ages.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Setting_ThatIsNoSpan_SaysHowItIsWritten() =>
        Should.Throw<CliException>(() => Ages.Setting("server.retention.logs", "soon")).Message
            .ShouldBe("The setting server.retention.logs is 'soon': write a number and s, m, h, d or w, for example 30d.");
}
