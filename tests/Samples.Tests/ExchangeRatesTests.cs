using Microsoft.Extensions.Time.Testing;

namespace Flows.Samples.Tests;

public sealed class ExchangeRatesTests
{
    private const string Key = "s3cret-key";

    [Fact]
    public async Task Rates_OfADay_AreAskedForOnce()
    {
        var flow = ExchangeRates.Create();
        var store = new MemoryResultStore();
        var first = await flow.RunAsync(options: Options(store));
        first.Result(flow.Output.Prices).ShouldBe([110.00m, 85.00m]);
        store.Locations.ShouldContain("rates/2026-11-01/USD.json");

        var second = await flow.RunAsync(options: Options(store));
        second.Result(flow.Output.Prices).ShouldBe([110.00m, 85.00m]);
        second[flow.Output.Rates].Children.ShouldAllBe(c => c.Logs.Count == 0);
    }

    [Fact]
    public async Task Key_InALogLine_IsNotShown()
    {
        var flow = ExchangeRates.Create();
        var state = await flow.RunAsync(options: Options(new()));
        var lines = state[flow.Output.Rates].Children.SelectMany(c => c.Logs).Select(l => l.ToString()).ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(l => !l.Contains(Key));
    }

    private static FlowRunOptions Options(MemoryResultStore store) => new()
    {
        Checkpointing = true,
        ResultStore = store,
        SecretProvider = new Secrets(),
        TimeProvider = new FakeTimeProvider(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)),
    };

    private sealed class Secrets : ISecretProvider
    {
        public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new(name == "RATES_KEY" ? Key : null);
    }
}
