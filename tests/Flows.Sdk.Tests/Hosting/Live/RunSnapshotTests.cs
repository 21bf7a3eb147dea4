namespace Flows.Sdk.Tests.Hosting.Live;

public sealed class RunSnapshotTests
{
    [Fact]
    public async Task Of_ARunThatGoesOn_SaysWhereEachTaskStands()
    {
        var gate = new Gate();
        var run = new WatchedRun(Flow.Define("Go", f =>
        {
            f.Task("slow", gate.PassAsync).Then("after", x => x);
            f.Task("quick", () => 1);
        }), workers: 2);
        await gate.Reached;
        run.Time.Advance(TimeSpan.FromSeconds(2));
        var rows = run.Look().Rows;
        rows.Select(static r => r.Name).ShouldBe(["slow-1", "after-1", "quick-1"]);
        rows[0].State.Type.ShouldBe("Running");
        rows[0].Time.ShouldBe(TimeSpan.FromSeconds(2));
        rows[1].State.Type.ShouldBe("Pending");
        rows[1].Time.ShouldBeNull();
        rows[1].Note.ShouldBeEmpty();
        gate.Open();
        await run.End;
        var end = run.Look();
        end.Finished.ShouldBe(3);
        end.Elapsed.ShouldBe(TimeSpan.FromSeconds(2));
        end.Rows[0].State.Type.ShouldBe("Success");
    }

    [Fact]
    public async Task Of_AMap_CountsItsChildrenAndShowsThoseThatFailed()
    {
        var gate = new Gate(expected: 2);
        var run = new WatchedRun(Flow.Define("Map", f =>
        {
            f.Parameter("n", new[] { 0, 1, 2, 3, 4, 5 }).Map("work", async n => n < 2 ? await gate.PassAsync() : n == 2 ? throw new InvalidOperationException("two") : n == 3 ? throw FlowSignal.Skip("not three") : n);
        }));
        await gate.Reached;
        while (run.Look().Rows[1].Note != "4 of 6, 1 failed, 1 skipped, 2 running") await Task.Yield();
        var row = run.Look().Rows[1];
        row.State.Type.ShouldBe("Running");
        row.Children.Single().Name.ShouldBe("work[2]");
        row.Children.Single().Note.ShouldContain("two");
        gate.Open();
        await run.End;
        run.Look().Rows[1].State.Type.ShouldBe("Failed");
        run.Look().Rows[1].Note.ShouldBe("6 of 6, 1 failed, 1 skipped");
    }

    [Fact]
    public async Task Of_ATaskThatWaitsForItsRetry_SaysWhenItComes()
    {
        var run = new WatchedRun(Flow.Define("Retry", f => { f.Task("flaky", int () => throw new InvalidOperationException()).WithRetries(2, TimeSpan.FromMinutes(2)); }));
        while (run.Look().Rows[0].State.Type != "Retrying") await Task.Yield();
        run.Time.Advance(TimeSpan.FromSeconds(30));
        run.Look().Rows[0].Note.ShouldBe("attempt 1 of 3 failed, the next in 1 min 30 s");
    }

    [Theory]
    [InlineData(100, 30, 0)]
    [InlineData(30, 30, 0)]
    [InlineData(11, 10, 20)]
    public async Task Of_FewerLinesThanTasks_KeepsWhatIsWorthALine(int lines, int shown, int hidden)
    {
        var run = new WatchedRun(Flow.Define("Wide", f =>
        {
            for (var i = 0; i < 30; i++) f.Task($"t{i}", Body(i));
        }), workers: 1);
        await run.End;
        var snapshot = run.Look(lines);
        snapshot.Rows.Count.ShouldBe(shown);
        snapshot.Rows.ShouldContain(static r => r.Name == "t25-1");
        snapshot.Hidden.Sum(static h => h.Count).ShouldBe(hidden);
        snapshot.Total.ShouldBe(30);
    }

    [Theory]
    [InlineData(0.004, "0.00 s")]
    [InlineData(9.99, "9.99 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(187, "3 min 07 s")]
    [InlineData(7500, "2 h 05 min")]
    public void Duration_ATime_IsInTheUnitThatFits(double seconds, string text) => Flows.Hosting.Duration.Text(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    private static Func<int> Body(int i) => () => i == 25 ? throw new InvalidOperationException() : i;
}
