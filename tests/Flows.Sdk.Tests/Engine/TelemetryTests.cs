using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Flows.Testing;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Listeners hear the whole process, so each test looks for the name of its own flow.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task RunAsync_WithAListener_HasASpanForTheRunAndForEachAttempt()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        var flow = Flow.Define("Spans", f => f.Task("Numbers", () => new[] { 1, 2 }).Map("Half", (v, context) =>
            context.Attempt <= v - 1 ? throw new InvalidOperationException("boom") : v / 2).WithRetries(1, TimeSpan.FromHours(1)));

        var state = await flow.RunAsync(options: new() { TimeProvider = new VirtualTime() });

        var own = spans.Where(s => Equals(s.GetTagItem("flows.flow"), "Spans")).ToList();
        var run = own.Single(s => s.OperationName == "flow Spans");
        run.GetTagItem("flows.flow_run.id").ShouldBe(state.FlowRunId);
        run.GetTagItem("flows.state").ShouldBe("Success");
        var attempts = own.Where(s => s.OperationName == "task Half").OrderBy(s => s.GetTagItem("flows.map_index")).ThenBy(s => s.GetTagItem("flows.attempt")).ToList();
        attempts.Select(s => (s.GetTagItem("flows.map_index"), s.GetTagItem("flows.attempt"), s.GetTagItem("flows.state"), s.Status)).ShouldBe(
            [(0, 1, "Success", ActivityStatusCode.Unset), (1, 1, "Failed", ActivityStatusCode.Error), (1, 2, "Success", ActivityStatusCode.Unset)]);
        attempts[1].Events.Single().Name.ShouldBe("exception");
        own.Where(s => s != run).ShouldAllBe(s => s.ParentSpanId == run.SpanId && s.TraceId == run.TraceId);
    }

    [Fact]
    public async Task RunAsync_SpanOfATask_IsWithinTheTasksOwnSpans()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        var flow = Flow.Define("Nested", f => f.Task("A", () => Activity.Current?.OperationName));

        (await flow.RunAsync()).Result(flow.Output).ShouldBe("task A");
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_WithAMeterListener_CountsRunsByState()
    {
        var counts = new ConcurrentDictionary<string, double>();
        using var listener = Count(counts);
        var flow = Flow.Define("Counted", f =>
        {
            f.Task("Fails", int () => throw new InvalidOperationException("boom")).WithRetries(2, TimeSpan.FromMinutes(10)).Then("Never", v => v);
            f.Task("Numbers", () => new[] { 1, 2, 3 }).Map("Each", v => v);
            f.Task("Late", async context => await Task.Delay(TimeSpan.FromMinutes(2), context.TimeProvider)).WithTimeout(TimeSpan.FromMinutes(1));
        });

        var time = new VirtualTime();
        await flow.RunAsync(options: new() { TimeProvider = time, GracePeriod = TimeSpan.FromMinutes(5) });

        counts.Where(c => !c.Key.Contains("duration")).ToDictionary().ShouldBe(
            new Dictionary<string, double>
            {
                ["flows.flow_runs Counted Failed"] = 1,
                ["flows.task_runs Counted Fails Failed"] = 1,
                ["flows.task_runs Counted Never TriggerFailed"] = 1,
                ["flows.task_runs Counted Numbers Success"] = 1,
                ["flows.task_runs Counted Each Mapped"] = 1,
                ["flows.task_runs Counted Each Success"] = 3,
                ["flows.task_runs Counted Late TimedOut"] = 1,
                ["flows.task_run.retries Counted Fails"] = 2,
                ["flows.task_run.late_results Counted Late"] = 1,
            },
            ignoreOrder: true);
        counts["flows.task_run.duration Counted Fails Failed"].ShouldBe(1200);
        counts["flows.flow_run.duration Counted Failed"].ShouldBe(1200);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Flows",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Sums what is measured, by instrument, flow, task and state.</summary>
    private static MeterListener Count(ConcurrentDictionary<string, double> counts)
    {
        var listener = new MeterListener { InstrumentPublished = static (instrument, self) => { if (instrument.Meter.Name == "Flows") self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (!Equals(tags[0].Value, "Counted")) return;
            var key = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(t => t.Value)]);
            counts.AddOrUpdate(key, value, (_, sum) => sum + value);
        }
    }
}
