using Flows.Storage;

namespace Flows.Sdk.Tests.Storage;

public sealed class ProgramFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_OutputFolder_KeepsWhatARunNeeds()
    {
        Write("App.dll", "App.deps.json", "App.runtimeconfig.json", "runtimes/linux/native.so", "it/App.resources.dll");
        Write("App", "App.exe", "App.runtimeconfig.dev.json", ".env", ".git/config", "publish/App.dll", "publish/Lib.dll");
        Paths().ShouldBe(["App.deps.json", "App.dll", "App.runtimeconfig.json", "it/App.resources.dll", "runtimes/linux/native.so"]);
    }

    [Fact]
    public void Read_WithoutTheAssembly_SaysWhatIsMissingAndTheWayOut()
    {
        var error = Should.Throw<FlowStorageException>(() => ProgramFolder.Read(folder.Path, "App.dll"));
        error.Message.ShouldContain("'App.dll' is not in");
        error.Message.ShouldContain("dotnet run");
    }

    [Fact]
    public async Task ComputeDigest_SameContentElsewhere_IsEqual()
    {
        using var other = new TemporaryFolder();
        folder.Write("App.dll", "code");
        folder.Write("a/b.txt", "text");
        other.Write("a/b.txt", "text");
        other.Write("App.dll", "code");
        (await DigestAsync(other.Path)).ShouldBe(await DigestAsync(folder.Path));
    }

    [Theory]
    [InlineData("App.dll", "changed")]
    [InlineData("b.txt", "text")]
    public async Task ComputeDigest_ContentOrNamesChange_Differs(string path, string content)
    {
        folder.Write("App.dll", "code");
        folder.Write("a.txt", "text");
        var before = await DigestAsync(folder.Path);
        folder.Write(path, content);
        (await DigestAsync(folder.Path)).ShouldNotBe(before);
    }

    [Fact]
    public void Read_ExecutableFile_IsMarked()
    {
        if (OperatingSystem.IsWindows()) return;    // It has no such bit.
        Write("App.dll", "tool");
        File.SetUnixFileMode(Path.Combine(folder.Path, "tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        ProgramFolder.Read(folder.Path, "App.dll").Files.Where(f => f.IsExecutable).Select(f => f.Path).ShouldBe(["tool"]);
    }

    private void Write(params string[] files)
    {
        foreach (var file in files) folder.Write(file, file);
    }

    private IEnumerable<string> Paths() => ProgramFolder.Read(folder.Path, "App.dll").Files.Select(f => f.Path);

    private static Task<string> DigestAsync(string root) => ProgramFolder.Read(root, "App.dll").ComputeDigestAsync(TestContext.Current.CancellationToken);
}
