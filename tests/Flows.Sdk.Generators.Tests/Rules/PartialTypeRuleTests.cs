using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

public sealed class PartialTypeRuleTests
{
    [Fact]
    public Task PartialType_WithATask_IsFine() =>
        Snippet.VerifyAsync<PartialTypeRule>("public partial class Outer { public partial class Inner { [Task] public static int A(int x) => x; } }");

    [Fact]
    public Task PlainType_WithoutATask_IsFine() => Snippet.VerifyAsync<PartialTypeRule>("public class C { public static int A(int x) => x; }");

    [Fact]
    public Task PlainType_WithTwoTasks_IsReportedOnce() => Snippet.VerifyAsync<PartialTypeRule>(
        "public class [|C|] { [Task] public static int A(int x) => x; [Task] public static int B(int x) => x; }",
        "'C' holds a task: declare it partial, so that overloads which take deferred values can be added");

    [Fact]
    public Task PlainOuterType_OfAPartialOne_IsReported() => Snippet.VerifyAsync<PartialTypeRule>(
        "public record [|Outer|] { public partial class A { [Task] public static int X(int x) => x; } public struct [|B|] { [Task] public static int Y(int x) => x; } }",
        "'Outer' holds a task: declare it partial, so that overloads which take deferred values can be added",
        "'B' holds a task: declare it partial, so that overloads which take deferred values can be added");
}
