using Flows.Sdk.Tests.Storage;

namespace Flows.Sdk.Tests.Hosting;

public sealed class VisualizeCommandTests : IDisposable
{
    private readonly HostedProgram program = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        program.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("visualize", "digraph \"Sum\" {")]
    [InlineData("visualize --format dot", "digraph \"Sum\" {")]
    [InlineData("visualize --format mermaid", "flowchart TD")]
    [InlineData("visualize -f svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"")]
    public async Task Visualize_Format_IsPrinted(string commandLine, string start)
    {
        (await program.RunAsync(commandLine, Sum())).ShouldBe(0);
        program.Output.ShouldStartWith(start);
        program.Output.ShouldContain("add-1");
        program.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.svg", "<svg")]
    [InlineData("a.MMD", "flowchart")]
    [InlineData("a.gv", "digraph")]
    [InlineData("a.txt", "digraph")]
    public async Task Visualize_File_IsInTheFormatOfItsName(string name, string start)
    {
        var file = Path.Combine(folder.Path, name);
        (await program.RunAsync($"visualize --output {file}", Sum())).ShouldBe(0);
        (await File.ReadAllTextAsync(file)).ShouldStartWith(start);
        program.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Visualize_Run_ColoursByItAndSaysHowItEnded()
    {
        (await program.RunAsync("visualize --format mermaid --run --param n=0", Sum())).ShouldBe(0);
        program.Output.ShouldContain("Failed");
        program.Output.ShouldContain("fill:#eb0000");
        program.Error.ShouldStartWith("Flow run Sum of flow Sum: Failed in ");
    }

    [Fact]
    public async Task Visualize_FileThatCannotBe_IsOneSentence()
    {
        (await program.RunAsync($"visualize -o {folder.Path}/no/a.svg", Sum())).ShouldBe(2);
        program.Error.ShouldStartWith($"The drawing cannot be written to '{folder.Path}/no/a.svg': ");
        program.Error.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Visualize_UnknownFormat_ShowsThoseThatAre()
    {
        (await program.RunAsync("visualize --format png", Sum())).ShouldBe(2);
        program.Error.ShouldContain("'png'");
        program.Error.ShouldContain("mermaid");
    }

    private static Flow Sum() => Flow.Define("Sum", f => { f.Parameter("n", 1).Then("add", n => 10 / n); });
}
