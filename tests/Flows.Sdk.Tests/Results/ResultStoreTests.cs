using System.Text;
using Flows.Client;
using Flows.Results;
using Flows.Sdk.Tests.Storage;
using Flows.States;
using Flows.Wire;

namespace Flows.Sdk.Tests.Results;

public sealed class ResultStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private LocalResultStore Store => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WriteAsync_ThenRead_GivesTheContent()
    {
        await Store.WriteAsync("a/b.json", Encoding.UTF8.GetBytes("[1]"), TestContext.Current.CancellationToken);
        await Store.WriteAsync("a/b.json", Encoding.UTF8.GetBytes("[2]"), TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString((await Store.ReadAsync("a/b.json", TestContext.Current.CancellationToken))!).ShouldBe("[2]");
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBe([Path.Combine(folder.Path, "a", "b.json")]);
    }

    [Fact]
    public async Task ReadAsync_NoSuchResult_IsNull()
    {
        (await Store.ReadAsync("a.json", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await Store.ReadAsync("no/such/folder/a.json", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory]
    [InlineData("../a.json")]
    [InlineData("a/../../b.json")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(".")]
    public async Task WriteAsync_NameThatLeadsOutOfTheFolder_IsRefused(string location) =>
        (await Should.ThrowAsync<ArgumentException>(async () => await Store.WriteAsync(location, default, TestContext.Current.CancellationToken)))
            .Message.ShouldStartWith($"The result '{location}' would be outside of '{folder.Path}': its name must lead to a file in that folder.");

    [Fact]
    public async Task WriteAsync_FailedWrite_LeavesNothingBehind()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "a.json"));

        await Should.ThrowAsync<IOException>(async () => await Store.WriteAsync("a.json", Encoding.UTF8.GetBytes("1"), TestContext.Current.CancellationToken));

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task StoredResults_OfALocalStore_PointAsTheProtocolSays()
    {
        var result = await StoredResults.WriteAsync(Store, "a.json", 5, typeof(int), ValueJson.Default, TestContext.Current.CancellationToken);

        var json = StateJson.Write(new Success { Result = result }).GetProperty("_result");
        json.GetRawText().ShouldBe($$"""{"type":"LocalResult","location":"a.json","dir":"{{folder.Path}}","__version__":"1.4.1"}""");
    }

    [Fact]
    public async Task TryLoadAsync_PointerThatTravelled_GivesTheValue()
    {
        var written = await StoredResults.WriteAsync(Store, "a.json", new List<int> { 1, 2 }, typeof(IReadOnlyList<int>), ValueJson.Default, TestContext.Current.CancellationToken);
        var travelled = StateJson.Read(StateJson.Write(new Success { Result = written }), TimeProvider.System).Result;

        var loaded = await StoredResults.TryLoadAsync(travelled, Store, typeof(IReadOnlyList<int>), ValueJson.Default, TestContext.Current.CancellationToken);

        loaded!.Value.ShouldBeAssignableTo<IReadOnlyList<int>>().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task TryLoadAsync_PointerOfAnotherStore_IsNull()
    {
        var written = await StoredResults.WriteAsync(Store, "a.json", 1, typeof(int), ValueJson.Default, TestContext.Current.CancellationToken);
        var travelled = StateJson.Read(StateJson.Write(new Success { Result = written }), TimeProvider.System).Result;
        using var other = new TemporaryFolder();

        (await StoredResults.TryLoadAsync(travelled, new LocalResultStore(other.Path), typeof(int), ValueJson.Default, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await StoredResults.TryLoadAsync(travelled, new MemoryResultStore(), typeof(int), ValueJson.Default, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await StoredResults.TryLoadAsync(travelled, null, typeof(int), ValueJson.Default, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_ValueThatWouldComeBackAsLess_IsRefused()
    {
        var e = await Should.ThrowAsync<ResultStoreException>(async () => await StoredResults.WriteAsync(
            Store, "a.json", new ResultPointerTests.Dog { Name = "Rex" }, typeof(ResultPointerTests.Animal), ValueJson.Default, TestContext.Current.CancellationToken));

        e.Message.ShouldBe("a Dog that is written as Animal does not come back from JSON as it was");
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void LocalResultStore_WithoutAFolder_IsInTheHomeOfTheConfiguration() =>
        new LocalResultStore().Directory.ShouldBe(Path.Combine(FlowsConfiguration.Load()["home_dir"]!, "results"));

    [Fact]
    public void Details_OfAStoreOfOnesOwn_NameItsClass()
    {
        var store = new OwnStore();

        store.Kind.ShouldBe("CustomResult");
        store.Details["type"].ShouldBe(typeof(OwnStore).FullName);
    }

    private sealed class OwnStore : ResultStore
    {
        public override ValueTask WriteAsync(string location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => default;

        public override ValueTask<byte[]?> ReadAsync(string location, CancellationToken cancellationToken) => new((byte[]?)null);
    }
}
