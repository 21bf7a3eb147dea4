using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Flows.Sdk.Generators.Tests.Tasks;

/// <summary>What the attribute says becomes the options of the calls.</summary>
public sealed class OptionsReaderTests
{
    [Theory]
    [InlineData("", "Name = \"A\"")]
    [InlineData("(Name = \"b\\\"c\")", "Name = \"b\\\"c\"")]
    [InlineData("(Name = null)", "Name = \"A\"")]
    [InlineData("(Retries = 3, RetryDelaySeconds = 1.5)", "Name = \"A\", Retries = (int)(3), RetryDelay = global::System.TimeSpan.FromSeconds(1.5D)")]
    [InlineData("(RetryBackoff = 2, MaxRetryDelaySeconds = 60, RetryJitter = 0.1)", "Name = \"A\", RetryBackoff = 2D, MaxRetryDelay = global::System.TimeSpan.FromSeconds(60D), RetryJitter = 0.1D")]
    [InlineData("(TimeoutSeconds = 5)", "Name = \"A\", Timeout = global::System.TimeSpan.FromSeconds(5D)")]
    [InlineData("(RunName = \"load-{x}\", LogConsole = true)", "Name = \"A\", RunName = \"load-{x}\", LogConsole = true")]
    [InlineData("(CacheForSeconds = 60, CacheKey = \"k\")", "Name = \"A\", CacheFor = global::System.TimeSpan.FromSeconds(60D), CacheKey = \"k\"")]
    [InlineData("(Target = \"{x}.json\", Checkpoint = false)", "Name = \"A\", Target = \"{x}.json\", Checkpoint = false")]
    [InlineData("(SkipOnUpstreamSkip = false)", "Name = \"A\", SkipOnUpstreamSkip = false")]
    [InlineData("(Tags = new[] { \"a\", \"b\" })", "Name = \"A\", Tags = new string[] { \"a\", \"b\" }")]
    [InlineData("(Tags = null!)", "Name = \"A\"")]
    public void Attribute_OfATask_BecomesItsOptions(string given, string options)
    {
        var source = $"public static partial class C {{ [Task{given}] internal static int A(int x) => x; }}";
        Snippet.CompilerSays("/// <summary>C.</summary>\n" + source).ShouldBeEmpty();
        Snippet.Generate(source).SyntaxTrees.Last().ToString().ShouldContain($"new global::Flows.TaskOptions {{ {options} }}");
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Property_OfTheAttribute_IsOneOfTheOptions(string name)
    {
        var property = typeof(TaskAttribute).GetProperty(name)!;
        var option = typeof(TaskOptions).GetProperty(name.EndsWith("Seconds", StringComparison.Ordinal) ? name[..^"Seconds".Length] : name);
        option.ShouldNotBeNull();
        var type = Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        (type == typeof(TimeSpan) ? typeof(double) : type).IsAssignableFrom(property.PropertyType).ShouldBeTrue();
        if (type != typeof(TimeSpan) && name is not ("Name" or "Tags")) property.GetValue(new TaskAttribute()).ShouldBe(option.GetValue(new TaskOptions()));
    }

    public static TheoryData<string> Properties =>
        [.. typeof(TaskAttribute).GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];
}
