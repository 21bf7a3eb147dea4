using Flows.Sdk.Tests.Storage;
using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Docs;

public sealed class ResultsPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    private FlowRunOptions Options => new() { Checkpointing = true, TimeProvider = time, Cache = new() };

    private IEnumerable<string> Files => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Path, f));

    [Fact]
    public async Task Store_OfTheFlow_HoldsTheResultUnderTheDay()
    {
        await ResultsPage.WithAStore(folder.Path).RunAsync(options: Options);

        Path.GetDirectoryName(Files.ShouldHaveSingleItem()).ShouldBe(Path.Combine("2026", "11", "24"));
    }

    [Fact]
    public async Task Store_OfATask_HoldsItsResultAndNotTheSession()
    {
        await ResultsPage.OwnStores(folder.Path).RunAsync(options: Options);

        File.ReadAllText(Path.Combine(folder.Path, Files.ShouldHaveSingleItem())).ShouldBe("""[{"Id":1,"Name":"orders"}]""");
    }

    [Fact]
    public async Task Target_IsTakenBySecondRun()
    {
        var flow = ResultsPage.Target().WithResultStore(new LocalResultStore(folder.Path) { Prefix = "sales/" });

        await flow.RunAsync(options: Options);
        var second = await flow.RunAsync(options: Options);

        Files.ShouldBe(["sales/reports/orders/2026-11-24.json"]);
        second[flow.Output].State.ShouldBeOfType<Cached>();
        second.Result(flow.Output).ShouldBe("All is well with orders.");
    }

    [Fact]
    public async Task Cache_IsTakenForTheSameCurrency()
    {
        var flow = ResultsPage.Cache();
        var options = Options;

        await flow.RunAsync(options: options);

        (await flow.RunAsync(options: options))[flow.Output].Attempts.ShouldBe(0);
        (await flow.RunAsync(new() { ["currency"] = "USD" }, options))[flow.Output].Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Json_OfTheFlowsOwn_WritesItsTypes()
    {
        var store = new MemoryResultStore();
        await ResultsPage.Json().WithResultStore(store).RunAsync(options: Options);

        (await store.ReadAsync(store.Locations[0], CancellationToken.None)).ShouldBe("""[{"Id":1,"Name":"orders"}]"""u8.ToArray());
    }
}
