using System.Text.Json;
using Flows.Graph;

namespace Flows.Sdk.Tests.Graph;

public sealed class ConstantTextTests
{
    public static TheoryData<object?, string> Constants => new()
    {
        { null, "null" },
        { true, "true" },
        { -1.5, "-1.5" },
        { double.NaN, "NaN" },
        { 12345678901234567890m, "12345678901234567890" },
        { "a\"b", "\"a\\u0022b\"" },
        { DayOfWeek.Friday, "\"System.DayOfWeek.Friday\"" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "\"2026-01-02T03:04:05.0000000\\u002B00:00\"" },
        { new DateOnly(2026, 1, 2), "\"2026-01-02\"" },
        { TimeSpan.FromMinutes(90), "\"01:30:00\"" },
        { new List<object?> { 1, "2", null, new[] { 3 } }, "[1,\"2\",null,[3]]" },
        { new Dictionary<string, int> { ["a"] = 1 }, "[\"a\",1]" },
        { (1, "b"), "[1,\"b\"]" },
        { JsonDocument.Parse("{\"a\":[1]}").RootElement, "{\"a\":[1]}" },
        { new Uri("http://x/y"), "\"http://x/y\"" },
        { new Version(1, 2), "\"1.2\"" },
        { new List<HashSet<int>> { new() { 1 } }, "[\"System.Collections.Generic.HashSet\\u00601[System.Int32]\"]" },
    };

    [Theory]
    [MemberData(nameof(Constants))]
    public void Of_AConstant_IsJsonOrTheNameOfItsType(object? value, string text) => ConstantText.Of(value).ShouldBe(text);
}
