namespace Flows.Sdk.Generators.Tests.Tasks;

/// <summary>What the compiler accepts and refuses at the calls of tasks.</summary>
public sealed class OverloadTests
{
    private const string Tasks = """
        namespace My;
        /// <summary>A row.</summary>
        public sealed record Row(int Id, string? Name);
        /// <summary>Tasks.</summary>
        public static partial class T
        {
            /// <summary>A task.</summary><param name="name">N.</param><param name="salutation">S.</param><returns>R.</returns>
            [Task] public static string Greet(string name, string salutation = "Hello") => salutation + name;
            /// <summary>A task.</summary><returns>R.</returns>
            [Task] public static List<Row> Rows() => new();
            /// <summary>A task.</summary><param name="rows">N.</param><returns>R.</returns>
            [Task] public static int Count(IEnumerable<object> rows) => rows.Count();
            /// <summary>A task.</summary><param name="rows">N.</param><param name="size">N.</param><returns>R.</returns>
            [Task] public static int Page(IReadOnlyList<Row>? rows, int size = 3) => size;
            /// <summary>A task.</summary><param name="text">N.</param><returns>R.</returns>
            [Task] public static string? Maybe(string? text) => text;
            /// <summary>A task.</summary><param name="value">N.</param><param name="times">N.</param><returns>R.</returns>
            [Task] public static string Describe(object? value, int times) => "" + value + times;
            /// <summary>A task.</summary><param name="a">N.</param><param name="b">N.</param><param name="c">N.</param><param name="d">N.</param><returns>R.</returns>
            [Task] public static int Many(Row a, List<Row> b, Row[] c, string? d = null) => 1;
            /// <summary>A task.</summary><param name="a">N.</param><param name="b">N.</param><param name="c">N.</param><param name="d">N.</param><returns>R.</returns>
            [Task] public static int TooMany(Row a, List<Row> b, Version c, object d) => 1;
            /// <summary>A task.</summary><param name="from">N.</param><param name="context">C.</param><returns>R.</returns>
            [Task] public static Loop<int> Rounds(int from, TaskRunContext context) => context.LoopCount < from ? Loop.Again(1) : 2;
            /// <summary>A task.</summary><param name="from">N.</param><returns>R.</returns>
            [Task] public static async Task<Loop<Row>> Wait(Row from) { await Task.Yield(); return Loop.Again(from); }
        }
        internal static class Test
        {
            public static void Run() => Flow.Define("F", f => { BODY });
        }
        """;

    [Theory]
    [InlineData("TaskResult<string> a = T.Greet(f.Parameter<string>(\"n\"));")]
    [InlineData("TaskResult<string> a = T.Greet(\"x\", f.Parameter<string>(\"n\"));")]
    [InlineData("TaskResult<string> a = T.Greet(salutation: f.Parameter<string>(\"n\"), name: \"x\");")]
    [InlineData("TaskResult<string> a = T.Greet(T.Greet(f, \"x\"), T.Greet(f, \"y\"));")]
    [InlineData("TaskResult<int> a = T.Count(T.Rows(f));")]
    [InlineData("TaskResult<int> a = T.Count(f, [1, \"2\"]);")]
    [InlineData("TaskResult<int> a = T.Page(T.Rows(f)); a = T.Page(T.Rows(f), f.Parameter(\"n\", 3)); a = T.Page(null, f.Parameter(\"m\", 3));")]
    [InlineData("TaskResult<string?> a = T.Maybe(f.Parameter(\"s\", \"x\")); a = T.Maybe(f.Parameter<string?>(\"t\", null)); a = T.Maybe(f, null);")]
    [InlineData("MappedResult<string?> a = T.Maybe(f.Parameter<string[]>(\"s\").Each()); a = T.Maybe(f.Parameter<string?[]>(\"t\").Each());")]
    [InlineData("MappedResult<string> a = T.Greet(f.Parameter<string[]>(\"s\").Each(), f.Parameter<string>(\"t\")); TaskResult<int> n = T.Count(a);")]
    [InlineData("TaskResult<string> a = T.Describe(T.Rows(f), 3); a = T.Describe(\"x\", f.Parameter(\"n\", 3)); string s = T.Describe(null, 3);")]
    [InlineData(
        "MappedResult<string> a = T.Describe(T.Rows(f).Each(), 3); a = T.Describe(\"x\", f.Parameter<int[]>(\"n\").Each()); a = "
        + "T.Describe(T.Rows(f), f.Parameter<int[]>(\"m\").Each());")]
    [InlineData("var row = f.Task(\"r\", () => new Row(1, null)); TaskResult<int> a = T.Many(row, new(), []);")]
    [InlineData("TaskResult<int> a = T.Many(new(1, null), T.Rows(f), []);")]
    [InlineData("var row = f.Task(\"r\", () => new Row(1, null)); TaskResult<int> a = T.Many(row, T.Rows(f), T.Rows(f).Map(\"m\", r => r), \"x\");")]
    [InlineData("var row = f.Task(\"r\", () => new Row(1, null)); TaskResult<int> a = T.TooMany(row, new List<Row>(), new Version(), 3);")]
    [InlineData("var row = f.Task(\"r\", () => new Row(1, null)); TaskResult<int> a = T.TooMany(row, T.Rows(f), f.Parameter<Version>(\"v\"), row);")]
    [InlineData("TaskResult<int> a = T.Rounds(f, 3); TaskResult<Row> b = T.Wait(f, new(1, null)); MappedResult<Row> c = T.Wait(T.Rows(f).Each());")]
    [InlineData("int n = T.Count([]); n = T.Page(null); string? s = T.Maybe(null); n = T.Many(new(1, null), [], []);")]
    public void Call_ThatIsRight_CompilesWithoutWarnings(string body) => Snippet.CompilerSays(Tasks.Replace("BODY", body)).ShouldBeEmpty();

    [Theory]
    [InlineData("T.Greet(f.Parameter<int>(\"n\"));", "CS1503")]
    [InlineData("T.Count(f.Parameter<int>(\"n\"));", "CS1503")]
    [InlineData("T.Greet(f.Parameter<int[]>(\"n\").Each());", "CS1503")]
    [InlineData("T.Page(T.Rows(f), f.Parameter<string>(\"n\"));", "CS1503")]
    public void Call_WithAWrongType_DoesNotCompile(string body, string error) =>
        Snippet.CompilerSays(Tasks.Replace("BODY", body)).Select(d => d[..6]).Distinct().ShouldHaveSingleItem().ShouldBe(error);

    [Theory]
    [InlineData("T.Greet(f.Parameter<string?>(\"n\", null));")]
    [InlineData("T.Greet(f.Parameter<string>(\"n\"), T.Maybe(f, null));")]
    [InlineData("T.Count(f.Task(\"x\", () => (List<object>?)null));")]
    public void Call_WithAHandleThatMayBeNull_IsWarnedOf(string body) =>
        Snippet.CompilerSays(Tasks.Replace("BODY", body)).ShouldHaveSingleItem().ShouldStartWith("CS86");
}
