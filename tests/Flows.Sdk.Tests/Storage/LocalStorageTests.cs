using Flows.Storage;
using Flows.Wire;

namespace Flows.Sdk.Tests.Storage;

public sealed class LocalStorageTests : IDisposable
{
    private readonly TemporaryFolder program = new();
    private readonly TemporaryFolder store = new();

    public void Dispose()
    {
        program.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task Store_Program_CopiesItToAFolderNamedByItsContent()
    {
        program.Write("App.dll", "code");
        program.Write("data/a.txt", "text");
        var stored = await StoreAsync();
        var document = stored.Document.ShouldBeOfType<LocalStorageDocument>();
        document.Directory.ShouldBe(Path.Combine(store.Path, stored.ContentDigest));
        document.Flows.ShouldBe(new Dictionary<string, string> { ["Hello"] = Path.Combine(document.Directory!, "App.dll") });
        (await File.ReadAllTextAsync(Path.Combine(document.Directory!, "data", "a.txt"))).ShouldBe("text");
        Directory.GetFileSystemEntries(store.Path).ShouldBe([document.Directory!]);
    }

    [Fact]
    public async Task Store_SameContentAgain_ReusesTheFolder()
    {
        program.Write("App.dll", "code");
        var first = await StoreAsync();
        var marker = Path.Combine(first.Description, "marker");
        await File.WriteAllTextAsync(marker, "");
        (await StoreAsync()).ContentDigest.ShouldBe(first.ContentDigest);
        File.Exists(marker).ShouldBeTrue();
    }

    [Fact]
    public async Task Store_ChangedContent_LeavesTheOlderVersionAlone()
    {
        program.Write("App.dll", "code");
        var first = await StoreAsync();
        program.Write("App.dll", "new code");
        var second = await StoreAsync();
        (await File.ReadAllTextAsync(Path.Combine(first.Description, "App.dll"))).ShouldBe("code");
        (await File.ReadAllTextAsync(Path.Combine(second.Description, "App.dll"))).ShouldBe("new code");
    }

    [Fact]
    public async Task Store_DirectoryLeftOpen_IsThatOfTheSetting()
    {
        program.Write("App.dll", "code");
        var request = Request(new RecordedProgress()) with { Setting = key => key == "local.directory" ? store.Path : null };
        var stored = await new LocalStorage().StoreAsync(request, TestContext.Current.CancellationToken);
        stored.Description.ShouldStartWith(store.Path);
    }

    [Fact]
    public async Task Store_CancelledHalfWay_LeavesNothing()
    {
        program.Write("App.dll", "code");
        using var source = new CancellationTokenSource();
        var progress = new CancellingProgress(source);
        await Should.ThrowAsync<OperationCanceledException>(() => StoreAsync(progress, source.Token));
        Directory.GetFileSystemEntries(store.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_FolderThatCannotBe_SaysSo()
    {
        program.Write("App.dll", "code");
        var file = store.Write("taken", "");
        var storage = new LocalStorage { Directory = file };
        var error = await Should.ThrowAsync<FlowStorageException>(() => storage.StoreAsync(Request(new RecordedProgress()), TestContext.Current.CancellationToken));
        error.Message.ShouldStartWith($"The program cannot be copied to '{file}");
    }

    private Task<StoredFlow> StoreAsync(IStorageProgress? progress = null, CancellationToken cancellationToken = default) =>
        new LocalStorage { Directory = store.Path }.StoreAsync(Request(progress ?? new RecordedProgress()), cancellationToken);

    private StorageRequest Request(IStorageProgress progress) => new()
    {
        FlowName = "Hello",
        ProgramFolder = program.Path,
        AssemblyFile = "App.dll",
        Setting = _ => null,
        Progress = progress,
    };

    private sealed class CancellingProgress(CancellationTokenSource source) : IStorageProgress
    {
        public void Step(string text) => source.Cancel();

        public void Bytes(string item, long done, long? total) { }

        public void Warn(string text) { }
    }
}
