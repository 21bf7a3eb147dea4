using System.Text.Json;
using Flows.Testing;

namespace Flows.Sdk.Tests.Engine;

public sealed class ArtifactTests
{
    private readonly RecordingRunStore store = new() { OutlivesProcess = true };

    [Fact]
    public async Task Artifacts_OfATaskAtTheDesk_AreInItsState()
    {
        var flow = Flow.Define("F", f => f.Task("Numbers", () => new[] { 1, 2 }).Map("B", (v, context) =>
        {
            context.Artifacts.Link($"https://example.com/{v}");
            context.Artifacts.Markdown("# hi", "report");
        }));

        var state = await flow.RunAsync();

        var artifacts = state[flow.Output].Children[1].Artifacts;
        artifacts.Select(a => (a.Kind, a.Name, a.Text)).ShouldBe([(ArtifactKind.Link, null, "https://example.com/2"), (ArtifactKind.Markdown, "report", "# hi")]);
        artifacts[0].Data.GetRawText().ShouldBe("""{"link":"https://example.com/2"}""");
        artifacts[1].Data.GetRawText().ShouldBe("""{"markdown":"# hi","name":"report"}""");
        state.Tasks[0].Artifacts.ShouldBeEmpty();
    }

    [Fact]
    public void Artifact_OfTheSameName_TakesThePlaceOfTheFirst()
    {
        var env = new TaskEnvironment();

        env.Context.Artifacts.Progress(0);
        env.Context.Artifacts.Link("https://example.com");
        env.Context.Artifacts.Progress(0.5, "rows");
        env.Context.Artifacts.Markdown("gone", "note");
        env.Context.Artifacts.Remove("note");
        env.Context.Artifacts.Remove("never there");

        env.Artifacts.Select(a => a.Text).ShouldBe(["**50 %** rows", "https://example.com"]);
        env.Artifacts[0].Data.GetRawText().ShouldBe("""{"markdown":"**50 %** rows","progress":{"fraction":0.5,"text":"rows"},"name":"progress"}""");
    }

    [Fact]
    public void Table_IsMarkdownWithItsRowsBesides()
    {
        var env = new TaskEnvironment();

        env.Context.Artifacts.Table(["table", "rows"], [["orders", 1234.5], ["a|b\nc", null]]);

        env.Artifacts[0].Text.ShouldBe("| table | rows |\n| --- | --- |\n| orders | 1234.5 |\n| a\\|b c |  |\n");
        env.Artifacts[0].Data.GetProperty("table").GetRawText().ShouldBe("""{"columns":["table","rows"],"rows":[["orders","1234.5"],["a|b\nc",""]]}""");
    }

    [Fact]
    public void Artifacts_ThatCannotBe_AreRefusedInASentence()
    {
        var artifacts = new TaskEnvironment().Context.Artifacts;

        Should.Throw<ArgumentException>(() => artifacts.Table([], [])).Message.ShouldStartWith("A table has at least one column.");
        Should.Throw<ArgumentException>(() => artifacts.Table(["a", "b"], [[1, 2], [3]])).Message.ShouldStartWith("Row 1 of the table has 1 values, and there are 2 columns.");
        Should.Throw<ArgumentOutOfRangeException>(() => artifacts.Progress(1.5)).Message.ShouldStartWith("A progress is a fraction from 0 to 1.");
        Should.Throw<ArgumentOutOfRangeException>(() => artifacts.Progress(double.NaN));
        Should.Throw<ArgumentException>(() => artifacts.Link(" "));
    }

    [Fact]
    public async Task Artifacts_WithAStoreThatLasts_AreThereBeforeTheTaskEnds()
    {
        var flow = Flow.Define("F", f => f.Task("A", context =>
        {
            for (var i = 0; i <= 100; i++) context.Artifacts.Progress(i / 100.0);
            context.Artifacts.Markdown("draft", "note");
            context.Artifacts.Remove("note");
            return 1;
        }));
        JsonElement? atTheEnd = null;
        store.OnSet = (key, state) =>
        {
            if (state.IsSuccessful && key == "A-1") atTheEnd = store.Artifacts["A-1 artifact 1"].Data;
            return null;
        };

        await flow.RunOnAsync(store);

        atTheEnd!.Value.GetProperty("progress").GetProperty("fraction").GetDouble().ShouldBe(1);
        store.Artifacts.Keys.ShouldBe(["A-1 artifact 1"]);
    }

    [Fact]
    public async Task Artifact_ThatTheStoreDoesNotTake_IsAWarningAndFailsNothing()
    {
        using var logs = new CapturedLogs();
        store.RefusesArtifacts = true;
        var flow = Flow.Define("F", f => f.Task("A", context => context.Artifacts.Link("https://example.com", "docs")));

        var state = await flow.RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        state.IsSuccessful.ShouldBeTrue();
        logs.Lines.ShouldContain("Task 'A': an artifact 'docs' could not be stored: no room");
    }

    [Fact]
    public void Artifacts_WithoutEnd_AreKeptUpToALimit()
    {
        var env = new TaskEnvironment();

        for (var i = 0; i < 1500; i++) env.Context.Artifacts.Markdown("x");

        env.Artifacts.Count.ShouldBe(1000);
    }
}
