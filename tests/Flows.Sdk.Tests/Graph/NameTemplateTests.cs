using Flows.Graph;

namespace Flows.Sdk.Tests.Graph;

public sealed class NameTemplateTests
{
    private static string Render(string template, params (string Name, object? Value)[] values) =>
        NameTemplate.Parse(template).Render(name => values.First(v => v.Name == name).Value);

    [Fact]
    public void Render_Fields_AreFilledIn() => Render("rows/{table}-{n}.json", ("table", "orders"), ("n", 3)).ShouldBe("rows/orders-3.json");

    [Fact]
    public void Render_Format_IsApplied()
    {
        Render("{day:yyyyMMdd}/{n:000}", ("day", new DateOnly(2026, 1, 2)), ("n", 7)).ShouldBe("20260102/007");
        Render("{at}", ("at", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))).ShouldBe("2026-01-02T03-04-05Z");
        Render("{price}", ("price", 1.5)).ShouldBe("1.5");
    }

    [Fact]
    public void Render_DoubledBraces_AreBraces() => Render("{{{a}}}", ("a", 1)).ShouldBe("{1}");

    [Theory]
    [InlineData("a{b", "it has a '{' without a partner at position 2: write '{{' where the brace itself is meant.")]
    [InlineData("a}b", "it has a '}' without a partner at position 2: write '}}' where the brace itself is meant.")]
    [InlineData("a{}b", "it has a field without a name at position 2.")]
    [InlineData("a{:000}b", "it has a field without a name at position 2.")]
    public void Parse_Malformed_SaysWhere(string template, string message) => Should.Throw<FormatException>(() => NameTemplate.Parse(template)).Message.ShouldBe(message);
}
