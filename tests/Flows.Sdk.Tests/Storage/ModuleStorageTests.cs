using System.Text.Json;
using Flows.Storage;
using Flows.Wire;

namespace Flows.Sdk.Tests.Storage;

public sealed class ModuleStorageTests
{
    [Theory]
    [InlineData(null, "/srv/app/App.dll")]
    [InlineData("/app/Other.dll", "/app/Other.dll")]
    [InlineData("Other.dll", "Other.dll")]
    public async Task Store_Program_KeepsOnlyItsName(string? module, string stored)
    {
        var result = await StoreAsync(new() { Module = module });

        result.Document.ToJson().ShouldBeJson($$"""{"type": "Module", "module": "{{stored}}", "flows": {"Hello": "{{stored}}"}, "secrets": [], "__version__": "1.4.1"}""");
        result.Description.ShouldBe(stored);
        result.ContentDigest.ShouldBe((await StoreAsync(new() { Module = module })).ContentDigest);
    }

    [Fact]
    public async Task Store_ModuleThatIsNoProgram_IsRefused() =>
        (await Should.ThrowAsync<FlowStorageException>(() => StoreAsync(new() { Module = "my.flows" }))).Message
            .ShouldBe("The module 'my.flows' is no .NET program: name its assembly, for example /app/App.dll.");

    [Fact]
    public void FromJson_ModuleOfTheOriginal_IsWrittenBackAsItWas()
    {
        const string Original = """{"type": "Module", "module": "my.flows", "flows": {"f": "my.flows"}, "secrets": ["S"], "__version__": "1.4.1"}""";

        var document = StorageDocument.FromJson(JsonElement.Parse(Original)).ShouldBeOfType<ModuleStorageDocument>();

        document.ToJson().ShouldBeJson(Original);
        ModuleStorageDocument.IsProgram(document.Module).ShouldBeFalse();
    }

    private static Task<StoredFlow> StoreAsync(ModuleStorage storage) => storage.StoreAsync(
        new() { FlowName = "Hello", ProgramFolder = "/srv/app", AssemblyFile = "App.dll", Setting = _ => null, Progress = new RecordedProgress() }, CancellationToken.None);
}
