using System.Text.Json;
using Flows.Backend;
using Flows.Client;
using Flows.Sdk.Tests.Client;
using Flows.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Backend;

public sealed class LogUploaderTests : IAsyncDisposable
{
    private const string Success = """{"success": true}""";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly FakeApi api = new FakeApi().On("write_run_logs", Success);
    private readonly FlowsClient client;
    private readonly LogSender sender;
    private readonly LoggerFactory loggers;
    private Task? flush;

    public LogUploaderTests()
    {
        client = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = api, TimeProvider = clock });
        sender = new LogSender(client, "r1", Interval, clock);
        loggers = new LoggerFactory([new LogUploader(sender)], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
    }

    public async ValueTask DisposeAsync()
    {
        api.On("write_run_logs", Success);
        await FlushAsync();
        loggers.Dispose();
        client.Dispose();
        api.Dispose();
    }

    [Fact]
    public async Task Log_Lines_TravelTogetherAtTheInterval()
    {
        loggers.CreateLogger("prefect.say").LogInformation("Hello {Name}", "Bob");
        loggers.CreateLogger("prefect.FlowRunner").LogDebug("d");
        clock.Advance(Interval - TimeSpan.FromSeconds(1));
        api.Calls.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromSeconds(1));
        await Driving.Until(() => api.Calls.Count == 1);

        api.Calls[0].ShouldBeOneOfTheOriginal();
        api.Calls[0].Input.GetProperty("logs").ShouldBeJson("""
            [{"flow_run_id": "r1", "task_run_id": null, "timestamp": "2024-05-01T10:00:00+00:00", "name": "prefect.say", "level": "INFO", "message": "Hello Bob"},
             {"flow_run_id": "r1", "task_run_id": null, "timestamp": "2024-05-01T10:00:00+00:00", "name": "prefect.FlowRunner", "level": "DEBUG", "message": "d"}]
            """);
    }

    [Fact]
    public async Task Flush_Lines_TravelAtOnceAndOnce()
    {
        loggers.CreateLogger("prefect.say").LogInformation("Hello");

        await sender.FlushAsync();
        await sender.FlushAsync();

        Sent().Select(l => l.GetProperty("message").GetString()).ShouldBe(["Hello"]);
    }

    [Fact]
    public async Task Log_InsideAScope_BelongsToTheInnermostTaskRun()
    {
        var logger = loggers.CreateLogger("prefect.say");
        using (loggers.CreateLogger("other").BeginScope(Scope("flow_run_id", "r1")))
        using (logger.BeginScope(Scope("task_run_id", "outer")))
        {
            using (logger.BeginScope(Scope("task_run_id", "inner"))) logger.LogInformation("a");
            using (logger.BeginScope("just text")) logger.LogInformation("b");
        }

        logger.LogInformation("c");
        await FlushAsync();

        Sent().Select(l => (l.GetProperty("message").GetString(), l.GetProperty("task_run_id").GetString())).ShouldBe([("a", "inner"), ("b", "outer"), ("c", null)]);

        static Dictionary<string, object?> Scope(string key, string value) => new() { [key] = value };
    }

    [Fact]
    public async Task Log_Levels_HaveTheProtocolsNames()
    {
        foreach (var level in Enum.GetValues<LogLevel>()) loggers.CreateLogger("x").Log(level, "m");

        await FlushAsync();

        Sent().Select(l => l.GetProperty("level").GetString()).ShouldBe(["DEBUG", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]);
    }

    [Fact]
    public async Task Log_Exception_StandsBelowTheMessage()
    {
        loggers.CreateLogger("x").LogError(new InvalidOperationException("why"), "what");

        await FlushAsync();

        Sent().Single().GetProperty("message").GetString()!.ShouldStartWith("what\nSystem.InvalidOperationException: why");
    }

    [Fact]
    public async Task Log_AFullBatch_DoesNotWaitForTheInterval()
    {
        for (var i = 0; i < LogQueue.BatchLines; i++) sender.Add(LogLevel.Information, "x", $"{i}", null);

        await Driving.Until(() => api.Calls.Count == 1);

        Sent().Count.ShouldBe(LogQueue.BatchLines);
    }

    [Fact]
    public async Task Log_LargeLines_TravelInSeveralCalls()
    {
        for (var i = 0; i < 4; i++) sender.Add(LogLevel.Information, "x", new string('x', 900_000), null);

        await FlushAsync();

        api.Calls.Select(c => c.Input.GetProperty("logs").GetArrayLength()).ShouldBe([3, 1]);
    }

    [Fact]
    public void Compose_LongMessage_IsCutBetweenCharacters()
    {
        var text = LogMessage.Compose("x" + string.Concat(Enumerable.Repeat("😀", 300_000)), null);

        text.ShouldEndWith("😀... (cut: the message has 1200001 bytes)");
        System.Text.Encoding.UTF8.GetByteCount(text).ShouldBeInRange(999_990, 1_000_060);
        LogMessage.Compose(new string('x', 1_000_000), null).Length.ShouldBe(1_000_000);
    }

    [Fact]
    public async Task Send_ServerAway_KeepsTheLinesUntilItIsBack()
    {
        api.On("write_run_logs", _ => throw new HttpRequestException("away"));
        sender.Add(LogLevel.Information, "x", "1", null);
        await clock.PassUntil(() => api.Calls.Count > 10);
        sender.Add(LogLevel.Information, "x", "2", null);

        var delivered = Deliver();
        await FlushAsync();

        delivered.ShouldBe(["1", "2"]);
        sender.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task Send_BatchIsRefused_IsGivenUpAndSaid()
    {
        api.On("write_run_logs", _ => FakeApi.Error("no"));
        sender.Add(LogLevel.Information, "x", "poison", null);
        await clock.PassUntil(() => sender.Dropped == 1);

        var delivered = Deliver();
        sender.Add(LogLevel.Information, "x", "fine", null);
        await FlushAsync();

        delivered.Order(StringComparer.Ordinal).ShouldBe(["1 log lines are missing here: the server did not take them, or they came faster than it could.", "fine"]);
    }

    [Fact]
    public async Task Dispose_ServerDoesNotAnswer_EndsInTimeAndCounts()
    {
        using var silent = new SilentHandler();
        using var slow = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = silent, TimeProvider = clock, Timeout = TimeSpan.FromHours(1) });
        var uploader = new LogSender(slow, "r1", Interval, clock);
        uploader.Add(LogLevel.Information, "x", "1", null);

        var end = uploader.DisposeAsync().AsTask();
        await Driving.Until(() => silent.Pending == 1);
        clock.Advance(LogSender.LastFlush - TimeSpan.FromSeconds(1));
        end.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        await end;

        uploader.Dropped.ShouldBe(1);
    }

    [Fact]
    public void Queue_Full_DropsAndCounts()
    {
        var queue = new LogQueue();

        for (var i = 0; i < LogQueue.MaxLines + 3; i++) queue.Add(Line("m"));
        queue.Dropped.ShouldBe(3);

        queue.Remove(10);
        queue.Add(Line(new string('x', LogQueue.MaxBytes)));
        queue.Dropped.ShouldBe(4);
    }

    private static LogDocument Line(string message) => new() { FlowRunId = "r", Timestamp = "t", Name = "n", Level = "INFO", Message = message };

    /// <summary>From now on the server takes lines.</summary>
    private List<string> Deliver()
    {
        var delivered = new List<string>();
        api.On("write_run_logs", call =>
        {
            lock (delivered) delivered.AddRange(call.Input.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("message").GetString()!));
            return FakeApi.Data("write_run_logs", Success);
        });
        return delivered;
    }

    private async Task FlushAsync() => await clock.EndOf(flush ??= sender.DisposeAsync().AsTask(), TimeSpan.FromTicks(1));

    private List<JsonElement> Sent() => [.. api.Calls.SelectMany(c => c.Input.GetProperty("logs").EnumerateArray())];
}
