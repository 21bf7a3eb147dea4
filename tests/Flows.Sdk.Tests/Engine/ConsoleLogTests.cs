namespace Flows.Sdk.Tests.Engine;

public sealed class ConsoleLogTests : IDisposable
{
    private readonly CapturedLogs logs = new();

    private IEnumerable<string> Lines => logs.Captured.Where(l => l.Category == "prefect.A").Select(l => $"{l.Level} {l.Text}");

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task WithLogConsole_LinesOfATask_GoToItsLogWithoutBlankOnes()
    {
        await RunAsync(f => f.Task("A", async () =>
        {
            Console.WriteLine("one");
            Console.WriteLine("  ");
            Console.Write("two ");
            await Task.Yield();
            Console.Write(2);
            Console.WriteLine();
            Console.WriteLine("{0} and {1}", "three", 3.5);
            await Task.Run(() => Console.Write("no end"));
        }).WithLogConsole());

        Lines.ShouldBe(["Information one", "Information two 2", $"Information three and {3.5}", "Information no end"]);
    }

    [Fact]
    public async Task WithLogConsole_TwoTasksAtATime_EachHasItsOwnLines()
    {
        var both = new Barrier(2);
        await RunAsync(f =>
        {
            f.Task("A", () => Write("a")).WithLogConsole();
            f.Task("B", () => Write("b")).WithLogConsole();
        });

        Lines.ShouldBe(["Information a1", "Information a2"]);

        void Write(string letter)
        {
            Console.Write(letter);
            both.SignalAndWait();
            Console.WriteLine("1");
            both.SignalAndWait();
            Console.WriteLine(letter + "2");
        }
    }

    [Fact]
    public async Task LogConsole_Off_LeavesTheConsoleAlone()
    {
        await RunAsync(f => f.Task("A", () => Console.WriteLine("not in the log")));

        Lines.ShouldBeEmpty();
    }

    private async Task RunAsync(Action<FlowBuilder> define) =>
        (await Flow.Define("F", define).RunAsync(options: new() { LoggerFactory = logs })).IsSuccessful.ShouldBeTrue();
}
