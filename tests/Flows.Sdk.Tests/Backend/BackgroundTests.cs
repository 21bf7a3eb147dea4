using Flows.Backend;
using Flows.Client;
using Flows.Engine;
using Flows.Sdk.Tests.Client;
using Flows.States;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Backend;

/// <summary>What runs beside the tasks: heartbeat, and the ears for cancellation and termination.</summary>
public sealed class BackgroundTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly FakeApi api = new FakeApi().On("update_flow_run_heartbeat", """{"success": true}""").On("flow_run_by_pk", State("Running"));
    private readonly RunStop stop = new();
    private readonly FlowsClient client;

    public BackgroundTests() => client = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = api, TimeProvider = clock });

    public void Dispose()
    {
        client.Dispose();
        api.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Heartbeat_Running_IsSentAtTheStartAndAtEachInterval()
    {
        await using var heartbeat = new Heartbeat(client, "r1", stop, TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        await heartbeat.StartAsync();
        api.Calls.Count.ShouldBe(1);

        for (var beats = 2; beats <= 4; beats++)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Driving.Until(() => api.Calls.Count == beats);
        }

        api.Calls.ShouldAllBe(c => c.Headers["X-PREFECT-HEARTBEAT-ID"] == "r1");
    }

    [Fact]
    public async Task Heartbeat_NotTaken_GoesOn()
    {
        api.On("update_flow_run_heartbeat", _ => FakeApi.Error("no"));
        await using var heartbeat = new Heartbeat(client, "r1", stop, TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        await heartbeat.StartAsync();

        for (var beats = 2; beats <= 3; beats++)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Driving.Until(() => api.Calls.Count == beats);
        }
    }

    [Fact]
    public async Task Heartbeat_OfARunThatOthersHave_StopsTheProcess()
    {
        api.On("update_flow_run_heartbeat", _ => FakeApi.Error("State update failed: the claim has ended."));
        await using var heartbeat = new Heartbeat(client, "r1", stop, TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        await heartbeat.StartAsync();

        stop.State.ShouldBeOfType<Cancelled>().Message.ShouldBe("State update failed: the claim has ended.");
    }

    [Fact]
    public async Task Heartbeat_Disposed_Ends()
    {
        var heartbeat = new Heartbeat(client, "r1", stop, TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        await heartbeat.StartAsync();
        await heartbeat.DisposeAsync();

        clock.Advance(TimeSpan.FromMinutes(10));

        api.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Cancelling")]
    [InlineData("Cancelled")]
    public async Task CancellationWatch_RunIsCancelled_StopsItAsCancelled(string state)
    {
        await using var watch = CancellationWatch.Start(client, "r1", stop, TimeSpan.FromSeconds(15), clock, NullLogger.Instance);
        clock.Advance(TimeSpan.FromSeconds(15));
        await Driving.Until(() => api.Calls.Count == 1);
        stop.State.ShouldBeNull();

        api.On("flow_run_by_pk", State(state));
        clock.Advance(TimeSpan.FromSeconds(15));
        await Driving.Until(() => stop.State is not null);

        stop.State.ShouldBeOfType<Cancelled>().Message.ShouldBe("Flow run is cancelled");
    }

    [Fact]
    public async Task CancellationWatch_ServerDoesNotAnswer_AsksAgain()
    {
        api.On("flow_run_by_pk", _ => FakeApi.Error("no"));
        await using var watch = CancellationWatch.Start(client, "r1", stop, TimeSpan.FromSeconds(15), clock, NullLogger.Instance);
        clock.Advance(TimeSpan.FromSeconds(15));
        await Driving.Until(() => api.Calls.Count == 1);

        api.On("flow_run_by_pk", State("Cancelling"));
        clock.Advance(TimeSpan.FromSeconds(15));

        await Driving.Until(() => stop.State is not null);
    }

    [Theory]
    [InlineData("Cancelling", "Cancelled", "Flow run is cancelled")]
    [InlineData("Running", "Failed", "Stopped by SIGTERM")]
    [InlineData(null, "Failed", "Stopped by SIGTERM")]
    public async Task TerminationWatch_Terminated_EndsTheRunAsTheServerSays(string? atServer, string type, string message)
    {
        if (atServer is null) api.On("flow_run_by_pk", _ => FakeApi.Error("no"));
        else api.On("flow_run_by_pk", State(atServer));
        using var terminate = new CancellationTokenSource();
        await using var watch = new TerminationWatch(client, "r1", stop, clock, terminate.Token);
        stop.State.ShouldBeNull();

        await terminate.CancelAsync();
        await Driving.Until(() => stop.State is not null);

        (stop.State!.Type, stop.State.Message).ShouldBe((type, message));
    }

    private static string State(string type) => $$"""{"serialized_state": {"type": "{{type}}"} }""";
}
