using Flows.Hosting.Progress;
using Spectre.Console;

namespace Flows.Sdk.Tests.Hosting;

public sealed class ProgressTests
{
    [Fact]
    public void Plain_Bytes_AreOneLineWhenAllAreThere()
    {
        var output = new StringWriter();
        var progress = new PlainProgress(output);
        progress.Step("Pushing");
        progress.Bytes("packages", 500, 1500);
        progress.Bytes("packages", 1500, 1500);
        progress.Bytes("packages", 1500, 1500);
        progress.Warn("Slow.");
        output.ToString().ReplaceLineEndings("\n").ShouldBe("Pushing\n  packages: 1.5 KB\nWarning: Slow.\n");
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1500, "1.5 KB")]
    [InlineData(12_345_678, "12.3 MB")]
    public void ByteCount_Number_IsInTheUnitThatFits(long bytes, string text) => ByteCount.Format(bytes).ShouldBe(text);

    [Fact]
    public async Task Live_StepsAndBytes_ShowWordsAsTheyAre()
    {
        var output = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        await LiveProgress.ShowAsync(terminal, progress =>
        {
            progress.Step("Pushing [layers]");
            progress.Bytes("packages [1]", 10, 10);
            progress.Warn("Slow [network].");
            return Task.FromResult(0);
        });
        output.ToString().ShouldContain("Pushing [layers]");
        output.ToString().ShouldContain("packages [1]");
        output.ToString().ShouldContain("Slow [network].");
    }
}
