using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class TaskSignatureRuleTests
{
    [Theory]
    [InlineData("[Task] public static int A(int x, string? y = null, int[]? z = null) => x;")]
    [InlineData("[Task] public static async Task<int> A(ILogger logger, TaskRunContext context, CancellationToken token) { await Task.Yield(); return 1; }")]
    [InlineData("[Task] public int A(IReadOnlyDictionary<string, List<int>> x) => x.Count;")]
    [InlineData("[Task] public static int A(int x) => x; public static int A(int x, int y) => x + y;")]
    [InlineData("[Task] public static partial int A(int x); public static partial int A(int x) => x;")]
    public Task Method_ThatCanBeATask_IsFine(string member) => Snippet.VerifyAsync<TaskSignatureRule>($"public partial class C {{ {member} }}");

    [Theory]
    [InlineData("[Task] public static T [|A|]<T>(T x) => x;", "it is generic; write one method for each type, or make the type around it generic")]
    [InlineData("public int P { [Task] [|get|] => 1; }", "it is not an ordinary method; move its code into one")]
    [InlineData("[Task] public static int operator [|+|](C a, C b) => 1;", "it is not an ordinary method; move its code into one")]
    [InlineData("public void M() { [Task] int [|A|](int x) => x; A(1); }", "it is a local function; make it a method of a partial type")]
    [InlineData("public Func<int> F = [|[Task] () => 1|];", "it is not an ordinary method; move its code into one")]
    [InlineData("[Task] public static int [|A|](ref int x) => x;", "parameter 'x' is passed by reference; pass it by value and return what changes")]
    [InlineData("[Task] public static int [|A|](in int x) => x;", "parameter 'x' is passed by reference; pass it by value and return what changes")]
    [InlineData("[Task] public static void [|A|](out int x) => x = 1;", "parameter 'x' is passed by reference; pass it by value and return what changes")]
    [InlineData("[Task] public static int [|A|](params int[] x) => x.Length;", "parameter 'x' is a params list; make it an ordinary array")]
    [InlineData(
        "[Task] public static int [|A|](Span<int> x) => x.Length;",
        "parameter 'x' is of type 'System.Span<int>', which cannot be kept until the flow runs; take an array or a list")]
    [InlineData(
        "[Task] public static unsafe int [|A|](int* x) => *x;",
        "parameter 'x' is of type 'int*', which cannot be kept until the flow runs; take an array or a list")]
    [InlineData(
        "[Task] public static int [|A|](TaskResult<int> x) => 1;",
        "parameter 'x' is a deferred value; take the value itself, and the flow will pass it")]
    [InlineData(
        "[Task] public static int [|A|](FlowBuilder f) => 1;",
        "parameter 'f' is the flow while it is written, which a running task cannot use; leave it out")]
    [InlineData(
        "[Task] public static int [|A|](ILogger<C> log) => 1;",
        "parameter 'log' is a logger with a category; take ILogger, whose category is the task's name")]
    [InlineData(
        "[Task] public static ReadOnlySpan<int> [|A|](int[] x) => x;",
        "it returns 'System.ReadOnlySpan<int>', which cannot be kept; return an array or a list")]
    [InlineData("private int x; [Task] public ref int [|A|]() => ref x;", "it returns a reference; return the value")]
    [InlineData("[Task] public static Parameter<int> [|A|](int x) => null!;", "it returns a deferred value; return the value itself")]
    [InlineData(
        "[Task] public static IAsyncEnumerable<int> [|A|](int x) => null!;",
        "it returns a sequence whose work would be done later, by the task that takes it; await its elements and return a list")]
    [InlineData("[Task] public static async void [|A|](int x) => await Task.Yield();", "it is async void, so that nobody sees its end; return Task")]
    [InlineData(
        "[Task] public static int A(int x) => x; [Task] public static int [|A|](string x) => 1;",
        "another task of its type has the same name; choose a name of its own")]
    [InlineData(
        "[Task] public static int [|A|](int x) => x; public static TaskResult<int> A(FlowBuilder f, int x) => null!;",
        "its type has an overload of the same name that takes deferred values or the flow, and such overloads are generated; rename one of them")]
    public Task Method_ThatCannotBeATask_IsReportedWithTheWayOut(string member, string reason)
    {
        var name = member.Contains("[|get|]", StringComparison.Ordinal) ? "P" : member.Contains("[|+|]", StringComparison.Ordinal) ? "op_Addition"
            : member.Contains("=> 1|]", StringComparison.Ordinal) ? "the lambda" : "A";
        return Snippet.VerifyAsync<TaskSignatureRule>($"public partial class C {{ {member} }}", $"'{name}' cannot be a task: {reason}");
    }

    [Theory]
    [InlineData("file partial class C { [Task] public static int [|A|](int x) => x; }", "its type is visible in this file only; leave out 'file'")]
    [InlineData(
        "public ref partial struct C { [Task] public int [|A|](int x) => x; }",
        "it is an instance method of a ref struct, which cannot be kept until the flow runs; make it static")]
    [InlineData(
        "public partial class B { [Task] public virtual int A(int x) => x; } public partial class C : B { [Task] public override int [|A|](int x) => x; }",
        "the method that it overrides is a task already; leave out the attribute")]
    [InlineData(
        "public static partial class C { extension(int x) { [Task] public int [|A|]() => x; } }",
        "it is in an extension block; make it an ordinary static method")]
    public Task Type_ThatCannotHoldATask_IsReportedWithTheWayOut(string source, string reason) =>
        Snippet.VerifyAsync<TaskSignatureRule>(source, $"'A' cannot be a task: {reason}");
}
