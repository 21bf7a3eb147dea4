using Flows.Sdk.Tests.Storage;

namespace Flows.Sdk.Tests.Hosting;

public sealed class ParameterFileTests : IDisposable
{
    private readonly HostedProgram program = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        program.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("", "Hello Ada 2")]
    [InlineData(" --param name=Eve", "Hello Eve 2")]
    public async Task Run_ParameterFile_GivesWhatTheCommandLineDoesNot(string more, string logged)
    {
        var file = folder.Write("in.json", """{ "name": "Ada", "count": 2 }""");
        (await program.RunAsync($"run --param-file {file}{more}", Hello())).ShouldBe(0);
        program.Output.ShouldContain($"| {logged}{Environment.NewLine}");
    }

    [Theory]
    [InlineData("[1]", "holds no JSON object")]
    [InlineData("{ \"name\": \n oops }", "is no JSON (line 2)")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }", "gives 'name' twice")]
    [InlineData("{ \"nam\": \"a\" }", "'nam'")]
    [InlineData(null, "cannot be read")]
    public async Task Run_ParameterFileThatIsWrong_IsOneSentence(string? content, string words)
    {
        var file = content is null ? Path.Combine(folder.Path, "none.json") : folder.Write("in.json", content);
        (await program.RunAsync($"run --param-file {file}", Hello())).ShouldBe(2);
        program.Error.ShouldContain(words);
        program.Error.Trim().Split('\n').Length.ShouldBe(1);
        program.Output.ShouldBeEmpty();
    }

    private static Flow Hello() => Flow.Define("Hello", f => { Tasks.Greet(f.Parameter("name", "Bob"), f.Parameter<int?>("count", null)); });
}
