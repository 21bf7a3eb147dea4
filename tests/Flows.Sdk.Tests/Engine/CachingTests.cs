using Flows.Sdk.Tests.Results;
using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Results that later runs take instead of running the task (contract section 8.7).</summary>
public sealed class CachingTests : IDisposable
{
    private readonly CapturedLogs logs = new();
    private readonly FakeTimeProvider time = new();
    private int runs;

    public void Dispose() => logs.Dispose();

    private FlowRunOptions Options => new() { MaxConcurrency = 1, LoggerFactory = logs, TimeProvider = time, Cache = new() };

    private static TimeSpan Hour => TimeSpan.FromHours(1);

    private Flow<TaskResult<string>> Load(CacheValidator? validator, string? key = null) => Flow.Define("F", f =>
        (f.Parameter("table", "orders"), f.Parameter("limit", 10)).Then("Load", (table, limit) => $"{table} {limit} {++runs}").CachedFor(Hour, validator, key));

    private static FlowParameters With(string table, int limit) => new() { ["table"] = table, ["limit"] = limit };

    [Fact]
    public async Task RunAsync_SecondRunOfACachedTask_TakesTheResult()
    {
        var flow = Load(null);
        var options = Options;

        var first = await flow.RunAsync(options: options);
        var second = await flow.RunAsync(options: options);

        first[flow.Output].State.ShouldBeOfType<Cached>().Expiration.ShouldBe(time.GetUtcNow() + Hour);
        first[flow.Output].State.Message.ShouldBe("Task run succeeded.");
        second[flow.Output].State.ShouldBeOfType<Cached>().Message.ShouldBe("The cached result of an earlier run is taken.");
        second.Result(flow.Output).ShouldBe("orders 10 1");
        second[flow.Output].Attempts.ShouldBe(0);
        second.IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_CachedResultWhoseTimeIsUp_IsMadeAgain()
    {
        var flow = Load(null);
        var options = Options;

        await flow.RunAsync(options: options);
        time.Advance(Hour);

        (await flow.RunAsync(options: options)).Result(flow.Output).ShouldBe("orders 10 2");
    }

    public static TheoryData<string, int[]> Validators => new()
    {
        { "NeverUse", [1, 2, 3, 4] },
        { "DurationOnly", [1, 1, 1, 1] },
        { "AllInputs", [1, 2, 3, 1] },
        { "AllParameters", [1, 2, 3, 1] },
        { "Inputs", [1, 2, 1, 1] },
        { "Parameters", [1, 1, 2, 1] },
        { "Where", [1, 2, 1, 1] },
    };

    private static CacheValidator Validator(string name) => name switch
    {
        "NeverUse" => CacheValidator.NeverUse,
        "DurationOnly" => CacheValidator.DurationOnly,
        "AllInputs" => CacheValidator.AllInputs,
        "AllParameters" => CacheValidator.AllParameters,
        "Inputs" => CacheValidator.Inputs("value1"),
        "Parameters" => CacheValidator.Parameters("limit"),
        _ => CacheValidator.Where(c => c.Parameters["table"]!.ToString()!.Length == c.State.Parameters!["table"]!.ToString()!.Length),
    };

    /// <summary>Runs: the same again, another table, another limit, the first again. The last finds the result that fits, the newest first.</summary>
    [Theory]
    [MemberData(nameof(Validators))]
    public async Task RunAsync_Validator_DecidesWhichResultIsTaken(string name, int[] expected)
    {
        var flow = Load(Validator(name));
        var options = Options;

        var results = new List<string>();
        foreach (var (table, limit) in new[] { ("orders", 10), ("rows", 10), ("orders", 20), ("orders", 10) })
            results.Add((await flow.RunAsync(With(table, limit), options)).Result(flow.Output));

        results.Select(r => int.Parse(r.Split(' ')[2])).ShouldBe(expected);
    }

    [Fact]
    public async Task RunAsync_SameKeyInAnotherFlow_SharesTheResult()
    {
        var options = Options;
        var (one, other) = (Load(null, "table"), Load(null, "table"));

        await one.RunAsync(options: options);

        (await other.RunAsync(options: options)).Result(other.Output).ShouldBe("orders 10 1");
        (await Load(null, "else").RunAsync(options: options)).Tasks[^1].State.Result.Value.ShouldBe("orders 10 2");
    }

    [Fact]
    public async Task RunAsync_WithoutAKey_AnotherFlowObjectHasItsOwn()
    {
        var options = Options;
        await Load(null).RunAsync(options: options);

        (await Load(null).RunAsync(options: options)).Tasks[^1].State.Result.Value.ShouldBe("orders 10 2");
    }

    [Fact]
    public async Task RunAsync_ClearedCache_IsEmpty()
    {
        var flow = Load(null);
        var options = Options;
        await flow.RunAsync(options: options);

        options.Cache.Clear();

        (await flow.RunAsync(options: options)).Result(flow.Output).ShouldBe("orders 10 2");
    }

    [Fact]
    public async Task RunAsync_FailedTask_IsNotCached()
    {
        var flow = Flow.Define("F", f => f.Task("Load", () => ++runs > 1 ? runs : throw new InvalidOperationException("no")).CachedFor(Hour));
        var options = Options;

        (await flow.RunAsync(options: options)).IsFailed.ShouldBeTrue();

        (await flow.RunAsync(options: options)).Result(flow.Output).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_MappedTask_CachesEachChildByItsInputs()
    {
        var flow = Flow.Define("F", f => f.Parameter<int[]>("items").Map("Square", i => { runs++; return i * i; }).CachedFor(Hour, CacheValidator.AllInputs));
        var options = Options;

        await flow.RunAsync(new() { ["items"] = new[] { 1, 2, 3 } }, options);
        var second = await flow.RunAsync(new() { ["items"] = new[] { 3, 4, 1 } }, options);

        second.Result(flow.Output).ShouldBe([9, 16, 1]);
        runs.ShouldBe(4);
    }

    [Fact]
    public async Task RunAsync_ValidatorThatThrows_TakesNoneAndSaysSo()
    {
        var flow = Load(CacheValidator.Where(_ => throw new InvalidOperationException("no")));
        var options = Options;
        await flow.RunAsync(options: options);

        (await flow.RunAsync(options: options)).Result(flow.Output).ShouldBe("orders 10 2");
        logs.Lines.ShouldContain("Task 'Load': its cache validator threw, so the cached result is not taken.");
    }

    [Fact]
    public async Task RunAsync_ChangedSecret_LeavesTheResultValid()
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN").Then("Load", _ => ++runs).CachedFor(Hour, CacheValidator.AllInputs));
        var options = Options;
        await flow.RunAsync(options: options with { SecretProvider = new SecretValues { ["TOKEN"] = "old" } });

        var second = await flow.RunAsync(options: options with { SecretProvider = new SecretValues { ["TOKEN"] = "new" } });

        second.Result(flow.Output).ShouldBe(1);
        ((Cached)second[flow.Output].State).HashedInputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_TriggerThatDoesNotHold_GoesBeforeACachedResult()
    {
        var fail = false;
        var flow = Flow.Define("F", f => f.Task("A", () => fail ? throw new InvalidOperationException("no") : 1).Then("B", a => a).CachedFor(Hour));
        var options = Options;
        await flow.RunAsync(options: options);
        fail = true;

        var state = await flow.RunAsync(options: options);

        state[flow.Output].State.ShouldBeOfType<TriggerFailed>();
    }

    [Fact]
    public async Task RunAsync_OnAServer_StoresSuccessThenCachedWithHashesAndParameters()
    {
        var store = new RecordingRunStore { OutlivesProcess = true };
        var flow = Load(CacheValidator.AllInputs);

        await flow.RunOnAsync(store, Options);

        store.History("Load-1").ShouldBe(["Running", "Success", "Cached"]);
        var cached = (Cached)store.States("Load-1")[^1];
        cached.HashedInputs!.Keys.ShouldBe(["value1", "value2"]);
        cached.Result.Location.ShouldBe("\"orders 10 1\"");
        Wire(cached).GetProperty("cached_parameters").GetRawText().ShouldBe("""{"table":"orders","limit":10}""");
    }

    [Fact]
    public async Task RunAsync_CachedStateOfTheServer_IsTakenWithItsValue()
    {
        var earlier = new RecordingRunStore { OutlivesProcess = true };
        var flow = Load(CacheValidator.AllInputs);
        await flow.RunOnAsync(earlier, Options);
        var travelled = (Cached)Flows.Wire.StateJson.Read(Wire(earlier.States("Load-1")[^1]), time);
        var store = new RecordingRunStore { OutlivesProcess = true, CachedStates = [travelled] };

        var state = await flow.RunOnAsync(store, Options);

        store.History("Load-1").ShouldBe(["Cached"]);
        state.Result(flow.Output).ShouldBe("orders 10 1");
    }

    [Fact]
    public async Task RunAsync_CachedStateWhoseValueCannotBeHad_IsPassedOverWithAWarning()
    {
        var lost = new Cached { Result = StateResult.At("LocalResult", "gone.json") };
        var store = new RecordingRunStore { OutlivesProcess = true, CachedStates = [lost] };
        var flow = Load(null);

        var state = await flow.RunOnAsync(store, Options);

        state.Result(flow.Output).ShouldBe("orders 10 1");
        logs.Lines.ShouldContain("Task 'Load': a cached result is not taken, since it cannot be had as string from gone.json.");
    }

    public static TheoryData<Action<FlowBuilder>, string> Refused => new()
    {
        { f => f.Task("A", () => 1).CachedFor(TimeSpan.Zero), "The time for which results of task 'A' in flow 'F' are cached is 00:00:00: it must be above zero and at most 3650 days." },
        {
            f => f.Task("A", () => 1).With(o => o with { CacheValidator = CacheValidator.AllInputs }),
            "The cache validator of task 'A' in flow 'F' has no effect, since its results are not cached: set CacheFor, as in CachedFor(TimeSpan.FromHours(1), ...)."
        },
        {
            f => f.Task("A", () => 1).With(o => o with { CacheKey = "k" }),
            "The cache key of task 'A' in flow 'F' has no effect, since its results are not cached: set CacheFor, as in CachedFor(TimeSpan.FromHours(1), ...)."
        },
        { f => f.Task("A", () => 1).CachedFor(Hour).WithCheckpoint(false), "The caching of task 'A' in flow 'F' asks for its results to be kept, and Checkpoint is false: set one of the two." },
        {
            f => f.Parameter<int>("n").Then("A", n => n).CachedFor(Hour, CacheValidator.Inputs("m")),
            "The cache validator of task 'A' in flow 'F' compares the argument 'm', which the task does not have; it has 'value'."
        },
        {
            f => f.Task("A", () => 1).CachedFor(Hour, CacheValidator.Parameters("p")),
            "The cache validator of task 'A' in flow 'F' compares the parameter 'p', which the flow does not have; it has none."
        },
        {
            f => f.Task("A", () => new JsonTypesTests.Wrapped(new("a", () => { }))).CachedFor(Hour),
            "Task 'A' of flow 'F' has its results cached, and yields Wrapped, which has the member Session of type Session, which has the member OnClose of type Action, which cannot be written as JSON: let it yield data, or set Checkpoint to false so that the result stays in memory."
        },
        {
            f => f.Task("A", () => typeof(int)).Then("B", t => t.Name).CachedFor(Hour, CacheValidator.AllInputs),
            "The cache validator of task 'B' in flow 'F' compares the argument 'value' of type Type, which cannot be written as JSON: name the arguments to compare, as in CacheValidator.Inputs(...)."
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Define_CachingThatCannotBe_IsRefused(Action<FlowBuilder> define, string message) =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", define)).Message.ShouldBe(message);

    private static System.Text.Json.JsonElement Wire(State state) => Flows.Wire.StateJson.Write(state);
}
