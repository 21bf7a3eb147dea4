using System.Threading.Channels;
using Flows.Server.Services;
using Flows.Server.Stores;

namespace Flows.Server.Tests.Services;

/// <summary>When services run, and on which server.</summary>
public sealed class ServiceHostTests : IAsyncLifetime
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30), Period = TimeSpan.FromMinutes(5);

    private readonly CountedTime time = new(TestServer.Start);
    private readonly RecordingLoggers loggers = new();
    private OpenDatabase? opened;

    private Leases Leases => new(opened!.Database, new Clock(time), LeaseTime);

    public async ValueTask InitializeAsync() => opened = await OpenDatabase.CreateAsync(time);

    public ValueTask DisposeAsync()
    {
        loggers.Dispose();
        return opened!.DisposeAsync();
    }

    [Fact]
    public async Task Service_OfTheHolder_RunsAtOnceAndThenOncePerPeriod()
    {
        var service = NewProbe(judges: false);
        await using var host = Start("a", service);
        (await service.Passes.ReadAsync()).ShouldBe(TestServer.Start);
        (await NextAsync(service)).ShouldBe(TestServer.Start + Period);
        (await NextAsync(service)).ShouldBe(TestServer.Start + 2 * Period);
    }

    [Fact]
    public async Task Service_ThatJudgesSilence_ListensForTwoMinutesFirst()
    {
        var service = NewProbe(judges: true);
        await using var host = Start("a", service);
        (await NextAsync(service)).ShouldBe(TestServer.Start + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Service_ThatFails_IsLoggedAndRunsAgain()
    {
        var service = NewProbe(judges: false, fails: true);
        await using var host = Start("a", service);
        await service.Passes.ReadAsync();
        await NextAsync(service);
        loggers.Lines.ShouldContain("Error: Probe failed; it tries again at its next pass");
    }

    [Fact]
    public async Task Standby_TakesOver_WhenTheHolderIsSilent()
    {
        var lost = (await Leases.TakeAsync("services", "dead", default))!;
        var service = NewProbe(judges: false);
        await using var host = Start("b", service);
        for (var i = 0; i < 3; i++) await time.AdvanceAsync(LeaseTime / 3, waiters: 1);
        (await service.Passes.ReadAsync()).ShouldBe(TestServer.Start + LeaseTime);
        (await host.HolderAsync(default)).ShouldBe("b");
        (await Leases.RenewAsync(lost, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Standby_TakesOver_SoonAfterTheHolderHasStopped()
    {
        var (first, second) = (NewProbe(judges: false), NewProbe(judges: false));
        await using var standby = await StartAsync(first, second);
        await time.AdvanceAsync(LeaseTime / 3, waiters: 1);
        (await second.Passes.ReadAsync()).ShouldBe(TestServer.Start + LeaseTime / 3);
        first.Passes.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Holder_ThatLosesItsLease_EndsItsPassesAndWaits()
    {
        var service = NewProbe(judges: false);
        await using var host = Start("a", service);
        await service.Passes.ReadAsync();
        await opened!.Database.WriteAsync(s => s.ExecuteAsync("""update lease set holder = 'thief', term = term + 1, "until" = @until""", ("until", TestServer.Start.AddDays(1))));
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loggers.Logged += line => _ = line.Contains("has lost the lease", StringComparison.Ordinal) && lost.TrySetResult();
        await time.AdvanceAsync(LeaseTime / 3, waiters: 2);
        await lost.Task;
        await time.AdvanceAsync(Period, waiters: 1);
        service.Passes.TryRead(out _).ShouldBeFalse();
    }

    private async Task<ServiceHost> StartAsync(Probe first, Probe second)
    {
        await using var holder = Start("a", first);
        await first.Passes.ReadAsync();
        await time.AdvanceAsync(TimeSpan.Zero, waiters: 2);
        var standby = Start("b", second);
        await time.AdvanceAsync(TimeSpan.Zero, waiters: 3);
        return standby;
    }

    private Probe NewProbe(bool judges, bool fails = false) => new(judges, fails, time);

    private ServiceHost Start(string name, Probe service)
    {
        var host = new ServiceHost([service], Leases, name, time, loggers);
        host.Start();
        return host;
    }

    /// <summary>Lets the clock go on until the service has run again. The holder waits for two things: to renew, and to run.</summary>
    private async Task<DateTimeOffset> NextAsync(Probe service)
    {
        DateTimeOffset at;
        while (!service.Passes.TryRead(out at)) await time.AdvanceAsync(LeaseTime / 3, waiters: 2);
        return at;
    }

    private sealed class Probe(bool judges, bool fails, TimeProvider time) : IServerService
    {
        private readonly Channel<DateTimeOffset> passes = Channel.CreateUnbounded<DateTimeOffset>();

        public ChannelReader<DateTimeOffset> Passes => passes.Reader;

        public string Name => nameof(Probe);

        public TimeSpan Period => ServiceHostTests.Period;

        public bool JudgesSilence => judges;

        public Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
        {
            passes.Writer.TryWrite(time.GetUtcNow());
            return fails ? throw new InvalidOperationException("no") : Task.FromResult(1);
        }
    }
}
