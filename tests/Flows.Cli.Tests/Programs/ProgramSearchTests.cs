using Flows.Cli.Programs;

namespace Flows.Cli.Tests.Programs;

public sealed class ProgramSearchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-programs").FullName;

    public ProgramSearchTests()
    {
        foreach (var file in (string[])["a/A.csproj", "a/bin/Release/Old.csproj", "b/deep/B.csproj", "b/deep/B.cs", "out/C.dll", "out/C.runtimeconfig.json", "out/Library.dll", "single.cs", "notes.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), "");
        }
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("a/A.csproj", "a/A.csproj")]
    [InlineData("a", "a/A.csproj")]
    [InlineData("out", "out/C.dll")]
    [InlineData("single.cs", "single.cs")]
    [InlineData("**/*.csproj", "a/A.csproj", "b/deep/B.csproj")]
    [InlineData("b/**/*.csproj", "b/deep/B.csproj")]
    [InlineData("out/*", "out/C.dll")]
    public void Find_Path_StandsForPrograms(string path, params string[] programs) =>
        ProgramSearch.Find([path], folder).Select(p => Path.GetRelativePath(folder, p.File)).ShouldBe(programs);

    [Fact]
    public void Find_SeveralPathsOfOneProgram_NamesItOnce() => ProgramSearch.Find(["a", "a/A.csproj", "**/A.csproj"], folder).Count.ShouldBe(1);

    [Fact]
    public void Find_AbsolutePattern_Works() => ProgramSearch.Find([Path.Combine(folder, "a", "*.csproj")], "/").Count.ShouldBe(1);

    [Theory]
    [InlineData("nowhere", "There is no 'nowhere'")]
    [InlineData("empty", "The folder 'empty' holds neither a project (*.csproj) nor a built program.")]
    [InlineData("notes.txt", "'notes.txt' is no program")]
    [InlineData("x/**/*.csproj", "Nothing that could hold flows matches 'x/**/*.csproj'")]
    public void Find_PathThatStandsForNothing_SaysWhatIsLookedFor(string path, string error) =>
        Should.Throw<CliException>(() => ProgramSearch.Find([path], folder)).Message.ShouldStartWith(error);

    [Fact]
    public void Sources_OfAProject_AreItsFilesWithoutWhatWasBuilt()
    {
        File.WriteAllText(Path.Combine(folder, "a", "Flow.cs"), "");
        ProgramSearch.Find(["a"], folder)[0].Sources.Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal).ShouldBe(["a/A.csproj", "a/Flow.cs"]);
    }
}
