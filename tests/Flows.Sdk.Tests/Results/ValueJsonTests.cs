using System.Text.Json;
using Flows.Results;

namespace Flows.Sdk.Tests.Results;

public sealed class ValueJsonTests
{
    public enum Colour { Red, Green }

    public sealed record Row(int Id, string Name, Colour Colour = Colour.Red);

    public static TheoryData<object, string> Values => new()
    {
        { 3, "3" },
        { "Ünï \"q\"", "\"Ünï \\\"q\\\"\"" },
        { 1.5m, "1.5" },
        { double.NaN, "\"NaN\"" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "\"2026-01-02T03:04:05+00:00\"" },
        { TimeSpan.FromMinutes(90), "\"01:30:00\"" },
        { Colour.Green, "\"Green\"" },
        { new Row(1, "a"), """{"Id":1,"Name":"a","Colour":"Red"}""" },
        { new List<Row> { new(1, "a") }, """[{"Id":1,"Name":"a","Colour":"Red"}]""" },
        { (1, "a"), """{"Item1":1,"Item2":"a"}""" },
        { new Dictionary<string, int> { ["a"] = 1 }, """{"a":1}""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Write_ThenRead_GivesTheSameValue(object value, string json)
    {
        var written = ValueJson.Default.Write(value, value.GetType());

        written.GetRawText().ShouldBe(json);
        ValueJson.Default.Read(written, value.GetType()).ShouldBe(value);
    }

    [Fact]
    public void Write_TypeThatCannotBeWritten_SaysWhich()
    {
        Should.Throw<ValueJsonException>(() => ValueJson.Default.Write(typeof(int), typeof(Type))).Message.ShouldStartWith("A Type cannot be written as JSON: ");
    }

    [Fact]
    public void Read_OtherJson_SaysWhatWasWanted()
    {
        Should.Throw<ValueJsonException>(() => ValueJson.Default.Read("[1]", typeof(Row))).Message.ShouldStartWith("That JSON is no Row,");
    }

    [Fact]
    public void TryConvert_JsonForAnObject_IsWhatItLooksLike()
    {
        ValueConverter.TryConvert(JsonElement.Parse("3"), typeof(object), ValueJson.Default, out var number).ShouldBeTrue();
        number.ShouldBe(3L);
        ValueConverter.TryConvert(JsonElement.Parse("\"a\""), typeof(object), ValueJson.Default, out var text).ShouldBeTrue();
        text.ShouldBe("a");
    }

    [Theory]
    [InlineData("\"Green\"")]
    [InlineData("1")]
    public void TryConvert_JsonForAnEnum_TakesNameAndNumber(string json)
    {
        ValueConverter.TryConvert(JsonElement.Parse(json), typeof(Colour), ValueJson.Default, out var colour).ShouldBeTrue();

        colour.ShouldBe(Colour.Green);
    }

    [Theory]
    [InlineData(typeof(int?), true)]
    [InlineData(typeof(string), true)]
    [InlineData(typeof(int), false)]
    public void TryConvert_Null_FitsWhatCanBeNull(Type type, bool fits) => ValueConverter.TryConvert(null, type, ValueJson.Default, out _).ShouldBe(fits);

    [Theory]
    [InlineData(typeof(int?), "int?")]
    [InlineData(typeof(List<string[]>), "List<string[]>")]
    [InlineData(typeof(Dictionary<string, Row>), "Dictionary<string, Row>")]
    public void TypeName_OfAType_IsAsInTheLanguage(Type type, string name) => TypeName.Of(type).ShouldBe(name);
}
