using System.Collections.Concurrent;
using System.Text;
using Flows.States;

namespace Flows.Sdk.Tests.Testing;

/// <summary>A run that goes on from an earlier one: the tasks that ran are told by what they note down.</summary>
public sealed class RestartTests
{
    private readonly ConcurrentQueue<string> ran = new();
    private bool broken = true;

    [Fact]
    public async Task RunAsync_FromAFailedRun_RunsWhatFailedAndWhatIsDownstream()
    {
        var flow = Define();
        var first = await flow.RunAsync();
        first.IsFailed.ShouldBeTrue();
        Ran().ShouldBe(["Load", "Other", "Transform"]);
        broken = false;

        var second = await flow.RunAsync(options: new() { StartFrom = first });

        Ran().ShouldBe(["Save", "Transform"]);
        second.IsSuccessful.ShouldBeTrue(second.ToString());
        second.Result(flow.Output.Saved).ShouldBe("saved 20");
        second.Result(flow.Output.Loaded).ShouldBe(2);
        second[flow.Output.Loaded].Attempts.ShouldBe(0);
        second.FlowRunId.ShouldNotBe(first.FlowRunId);
    }

    [Fact]
    public async Task RunAsync_FromARunThatEndedWell_RunsNothing()
    {
        broken = false;
        var flow = Define();
        var first = await flow.RunAsync();
        Ran();

        var second = await flow.RunAsync(options: new() { StartFrom = first });

        Ran().ShouldBeEmpty();
        second.IsSuccessful.ShouldBeTrue();
        second.Result(flow.Output.Saved).ShouldBe("saved 20");
    }

    [Fact]
    public async Task RunAsync_WithAnotherParameter_RunsWhatCameOfIt()
    {
        broken = false;
        var flow = Define();
        var first = await flow.RunAsync(new() { ["factor"] = 5 });
        first.Result(flow.Output.Saved).ShouldBe("saved 10");
        Ran();

        var same = await flow.RunAsync(options: new() { StartFrom = first });
        same.Parameters["factor"].ShouldBe(5);
        Ran().ShouldBeEmpty();
        var other = await flow.RunAsync(new() { ["factor"] = 7 }, new() { StartFrom = first });

        Ran().ShouldBe(["Save", "Transform"]);
        other.Result(flow.Output.Saved).ShouldBe("saved 14");
    }

    [Fact]
    public async Task RunAsync_FromAMapWithAFailedChild_RunsThatChildAndItsFollowers()
    {
        var flow = Flow.Define("F", f =>
        {
            var numbers = f.Task("Numbers", () => Note("Numbers", new[] { 1, 2, 3 }));
            var halves = numbers.Map("Halve", v => v == 2 && broken ? throw new InvalidOperationException("boom") : Note($"Halve {v}", v * 10));
            var texts = halves.Map("Text", v => Note($"Text {v}", $"<{v}>"));
            return (halves, All: texts.Then("Join", t => Note("Join", string.Join("", t))));
        });
        var first = await flow.RunAsync();
        first.IsFailed.ShouldBeTrue();
        Ran().ShouldBe(["Halve 1", "Halve 3", "Numbers", "Text 10", "Text 30"]);
        broken = false;

        var second = await flow.RunAsync(options: new() { StartFrom = first });

        Ran().ShouldBe(["Halve 2", "Join", "Text 20"]);
        second.Result(flow.Output.All).ShouldBe("<10><20><30>");
        second[flow.Output.halves].Children.Select(c => c.Attempts).ShouldBe([0, 1, 0]);
    }

    [Fact]
    public async Task RunAsync_OfAChangedFlow_RunsTheCallsThatChanged()
    {
        var first = await Versioned("a", retries: 0, more: false).RunAsync();
        Ran().ShouldBe(["One", "Two a"]);

        (await Versioned("a", retries: 3, more: true).RunAsync(options: new() { StartFrom = first })).IsSuccessful.ShouldBeTrue();
        Ran().ShouldBe(["Three"]);
        (await Versioned("b", retries: 0, more: true).RunAsync(options: new() { StartFrom = first })).IsSuccessful.ShouldBeTrue();
        Ran().ShouldBe(["Three", "Two b"]);
    }

    [Fact]
    public async Task RunAsync_ASkippedTask_StaysSkipped()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("Skips", int () => throw FlowSignal.Skip("not today")).Then("After", v => Note("After", v));
            f.Task("Fails", () => broken ? throw new InvalidOperationException("boom") : Note("Fails", 1));
        });
        var first = await flow.RunAsync();
        broken = false;

        var second = await flow.RunAsync(options: new() { StartFrom = first });

        Ran().ShouldBe(["Fails"]);
        second.Tasks.Take(2).ShouldAllBe(t => t.State is Skipped);
    }

    [Fact]
    public async Task RunAsync_FromARunOfAnotherFlow_IsRefused()
    {
        var other = await Flow.Define("Other", f => f.Task("A", () => 1)).RunAsync();

        (await Should.ThrowAsync<ArgumentException>(() => Define().RunAsync(options: new() { StartFrom = other }))).Message
            .ShouldBe("The run to start from is one of flow 'Other', and this is flow 'F'.");
    }

    [Fact]
    public async Task LoadAsync_OfASavedRun_GoesOnInAnotherProcess()
    {
        using var file = new MemoryStream();
        var first = await Define().RunAsync(new() { ["factor"] = 4 });
        await first.SaveAsync(file);
        Ran();
        broken = false;
        file.Position = 0;

        // Another definition of the same flow, as another process has it.
        var flow = Define();
        var loaded = await FlowState.LoadAsync(flow, file);
        loaded.State.Message.ShouldBe("Some reference tasks failed.");
        loaded.FlowRunId.ShouldBe(first.FlowRunId);
        loaded.Duration.ShouldBe(first.Duration);
        loaded.Result(flow.Output.Loaded).ShouldBe(2);
        loaded[flow.Output.Saved].State.ShouldBeOfType<TriggerFailed>();
        loaded[flow.Output.Loaded].StartTime.ShouldBe(first.Tasks.Single(t => t.Name == "Load").StartTime);
        var second = await flow.RunAsync(options: new() { StartFrom = loaded });

        Ran().ShouldBe(["Save", "Transform"]);
        second.Result(flow.Output.Saved).ShouldBe("saved 8");
    }

    [Fact]
    public async Task LoadAsync_OfASavedMap_HasItsChildren()
    {
        Flow<MappedResult<int>> DefineMap() => Flow.Define("F", f => f.Task("Numbers", () => Note("Numbers", new[] { 1, 2, 3 }))
            .Map("Halve", v => v == 2 && broken ? throw new InvalidOperationException("boom") : Note($"Halve {v}", v * 10)));
        using var file = new MemoryStream();
        await (await DefineMap().RunAsync()).SaveAsync(file);
        Ran();
        broken = false;
        file.Position = 0;

        var flow = DefineMap();
        var loaded = await FlowState.LoadAsync(flow, file);
        loaded[flow.Output].Children.Select(c => c.State.Type).ShouldBe(["Success", "Failed", "Success"]);
        var second = await flow.RunAsync(options: new() { StartFrom = loaded });

        Ran().ShouldBe(["Halve 2"]);
        second.Result(flow.Output).ShouldBe([10, 20, 30]);
    }

    [Fact]
    public async Task SaveAsync_AResultThatCannotBeJson_IsMadeAgainWhereItIsNeeded()
    {
        Flow<TaskResult<string>> DefineOdd() => Flow.Define("F", f => f.Task("Opens", () => Note("Opens", new Func<int>(() => 3)))
            .Then("Uses", open => broken ? throw new InvalidOperationException("boom") : Note("Uses", $"{open()}")));
        using var file = new MemoryStream();
        await (await DefineOdd().RunAsync()).SaveAsync(file);
        Ran();
        broken = false;
        file.Position = 0;

        var flow = DefineOdd();
        var second = await flow.RunAsync(options: new() { StartFrom = await FlowState.LoadAsync(flow, file) });

        Ran().ShouldBe(["Opens", "Uses"]);
        second.Result(flow.Output).ShouldBe("3");
    }

    [Fact]
    public async Task SaveAsync_ALargeResult_IsSavedWhole()
    {
        Flow<TaskResult<List<int>>> DefineLarge() => Flow.Define("F", f => f.Task("Large", () => Note("Large", Enumerable.Range(0, 100_000).ToList())));
        using var file = new MemoryStream();
        await (await DefineLarge().RunAsync()).SaveAsync(file);
        file.Position = 0;

        var flow = DefineLarge();
        (await FlowState.LoadAsync(flow, file)).Result(flow.Output).Count.ShouldBe(100_000);
    }

    [Fact]
    public async Task SaveAsync_ToAFile_ReplacesItAsAWhole()
    {
        var folder = Directory.CreateTempSubdirectory("flows-test").FullName;
        try
        {
            var path = Path.Combine(folder, "run.json");
            await File.WriteAllTextAsync(path, "old");
            var flow = Define();
            await (await flow.RunAsync()).SaveAsync(path);

            (await FlowState.LoadAsync(flow, path)).FlowName.ShouldBe("F");
            Directory.GetFiles(folder).ShouldBe([path]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("[]", "That is not a run of flow 'F' as FlowState.SaveAsync writes it: ")]
    [InlineData("null", "That is not a run of flow 'F' as FlowState.SaveAsync writes it: it is null.")]
    [InlineData("{", "That is not a run of flow 'F' as FlowState.SaveAsync writes it: ")]
    [InlineData("""{"format":2,"flow":"F","flow_run_id":"","flow_run_name":"","state":{},"parameters":{},"tasks":[]}""", "That is not a run of flow 'F' as FlowState.SaveAsync writes it: its format is 2, and this program reads 1.")]
    [InlineData("""{"format":1,"flow":"F","flow_run_id":"","flow_run_name":"","state":{"type":"Odd"},"parameters":{},"tasks":[]}""", "That is not a run of flow 'F' as FlowState.SaveAsync writes it: There is no state of type 'Odd'.")]
    public async Task LoadAsync_OfSomethingElse_IsRefusedInASentence(string text, string message)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));

        (await Should.ThrowAsync<InvalidDataException>(() => FlowState.LoadAsync(Define(), file))).Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task LoadAsync_OfARunOfAnotherFlow_IsRefused()
    {
        using var file = new MemoryStream();
        await (await Flow.Define("Other", f => f.Task("A", () => 1)).RunAsync()).SaveAsync(file);
        file.Position = 0;

        (await Should.ThrowAsync<ArgumentException>(() => FlowState.LoadAsync(Define(), file))).Message.ShouldBe("The saved run is one of flow 'Other', and not of flow 'F'.");
    }

    /// <summary>What ran since the last question, sorted.</summary>
    private List<string> Ran()
    {
        List<string> names = [.. ran.Order(StringComparer.Ordinal)];
        ran.Clear();
        return names;
    }

    private T Note<T>(string name, T value)
    {
        ran.Enqueue(name);
        return value;
    }

    private Flow<(TaskResult<int> Loaded, TaskResult<string> Saved)> Define() => Flow.Define("F", f =>
    {
        var factor = f.Parameter("factor", 10);
        var loaded = f.Task("Load", () => Note("Load", 2));
        f.Task("Other", () => Note("Other", 1));
        var transformed = (loaded, factor).Then("Transform", (v, by) =>
        {
            Note("Transform", v);
            return broken ? throw new InvalidOperationException("boom") : v * by;
        });
        return (loaded, transformed.Then("Save", v => Note("Save", $"saved {v}")));
    });

    private Flow Versioned(string text, int retries, bool more) => Flow.Define("F", f =>
    {
        var one = f.Task("One", () => Note("One", 1)).WithRetries(retries);
        var two = TestingTasks.Label(one, text).Then("Two", v => Note($"Two {v[2..]}", v));
        if (more) two.Then("Three", v => Note("Three", v));
    });
}
