namespace Flows.Sdk.Generators.Tests.Tasks;

/// <summary>Generated code compiles without a warning, whatever an author's code is like.</summary>
public sealed class GeneratedCodeTests
{
    [Theory]
    [InlineData("namespace A.B; internal static partial class C { [Task] internal static int M(int x) => x; }")]
    [InlineData("internal partial class @class { [Task] private protected int @event(int @in, string @string = \"a\") => @in; }")]
    [InlineData(
        "internal partial class C<T, U> where U : class { internal partial struct D<V> { [Task] internal T M(T t, U u, V v, T? t2, "
        + "List<V> l) => t; } }")]
    [InlineData("internal readonly partial record struct R(int A) { [Task] internal int M(int x) => A; [Task] internal static int N(int x) => x; }")]
    [InlineData(
        "internal partial record R(int A) { [Task] internal virtual int M(int x) => A; } internal sealed partial record S(int A) : R(A) "
        + "{ internal override int M(int x) => x; }")]
    [InlineData("internal partial interface I { [Task] int M(int x); [Task] static int N(int x) => x; }")]
    [InlineData(
        "internal static partial class C { [Task] internal static IEnumerable<string?>? M(int x) => null; [Task] internal static async "
        + "Task<IEnumerable<int>?> N(int x) { await Task.Yield(); yield_(); return null; void yield_() { } } }")]
    [InlineData(
        "internal partial class C { [Task] internal static Loop<int> M(int x, TaskRunContext run) => x > 1 ? Loop.Again(run.LoopResult(x)) : x; "
        + "[Task] internal async Task<Loop<List<string>?>> N(int[] x) { await Task.Yield(); return Loop.Again<List<string>?>(null); } }")]
    [InlineData("internal abstract partial class C { [Task] protected abstract int M(int x); }")]
    [InlineData("internal static partial class C { [Task] internal static void Save(int x) { } [Task] internal static void save(int x) { } }")]
    [InlineData("internal static partial class C { [Task] internal static dynamic M(dynamic x, List<dynamic> y) => x; }")]
    [InlineData(
        "internal static partial class C { [Task] internal static (int a, string? b) M((int x, List<string?>? y) t, Dictionary<string, "
        + "(int n, object? o)[]>? d) => (1, null); }")]
    [InlineData("internal static partial class C { [Task] internal static string?[]? M(string?[]? x, int[,] y, int[]?[] z, nint n = 3) => x; }")]
    [InlineData(
        "internal static partial class C { [Task] internal static async ValueTask<List<int>?> M(CancellationToken token = default) { "
        + "await Task.Yield(); return null; } }")]
    [InlineData(
        "internal static partial class C { [Obsolete, Task(Name = \"a\\\"b\\\\\", Tags = [])] internal static int M(int flow, int _flow, "
        + "ILogger? log, TaskRunContext context) => flow; }")]
    [InlineData(
        "internal static partial class C { [Task] internal static int M(Uri u = null!, int[] a = null!, object? o = null, decimal d = "
        + "-1.50m, ulong l = ulong.MaxValue, float f = float.NegativeInfinity, DayOfWeek? w = DayOfWeek.Monday, Guid g = default) => 1; }")]
    [InlineData(
        "internal static partial class C { [Task] internal static int M(List<int> a, List<int> b, List<int> c, List<int> d, object e, "
        + "string? f = null) => 1; }")]
    [InlineData(
        "internal partial class C(int x) { internal static readonly Flow F = Flow.Define(\"F\", f => { N(f, 1); }); [Task] internal int "
        + "M(int y) => x + y; [Task] internal static int N(int y) => y; }")]
    [InlineData("internal static partial class C { [Task] internal static partial int M(int x); internal static partial int M(int x) => x; }")]
    public void Overloads_OfAnyTask_CompileWithoutWarnings(string source) => Snippet.CompilerSays(source).ShouldBeEmpty();

    [Fact]
    public void Method_WithoutTheAttribute_GetsNoOverloads() =>
        Snippet.Generate("public partial class C { public static int Add(int x) => 1; }").GetTypeByMetadataName("C")!.GetMembers("Add").Length.ShouldBe(1);
}
