using Flows.Cli.Running;

namespace Flows.Cli.Tests.Running;

public sealed class NamedValuesTests
{
    [Theory]
    [InlineData("n=3", "3")]
    [InlineData("n=3.5", "3.5")]
    [InlineData("n=true", "true")]
    [InlineData("n=null", "null")]
    [InlineData("n=Ada", "\"Ada\"")]
    [InlineData("n=\"3\"", "\"3\"")]
    [InlineData("n=007", "\"007\"")]
    [InlineData("n=a=b", "\"a=b\"")]
    [InlineData("n=", "\"\"")]
    [InlineData("n={\"a\": 1}", "{\"a\": 1}")]
    public void Read_Pair_IsJsonOrAString(string pair, string expected) => NamedValues.Read("parameter", "--param", null, [pair])["n"].GetRawText().ShouldBe(expected);

    [Theory]
    [InlineData("name")]
    [InlineData("=3")]
    public void Read_NoPair_IsRefused(string pair) => Should.Throw<CliException>(() => NamedValues.Read("parameter", "--param", null, [pair])).Message.ShouldStartWith($"'{pair}' is no parameter");

    [Fact]
    public void Read_FileAndPair_PairWins()
    {
        var values = WithFile("""{ "name": "Ada", "repeat": 2 }""", file => NamedValues.Read("parameter", "--param", file, ["name=Bob"]));

        values["name"].GetString().ShouldBe("Bob");
        values["repeat"].GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("[1]", "does not hold a JSON object")]
    [InlineData("{\"n\": 1, \"n\": 2}", "holds 'n' more than once")]
    [InlineData("{\n\"name\": Ada }", "is not JSON (line 2)")]
    public void Read_MalformedFile_NamesTheFile(string text, string expected) =>
        WithFile(text, file => Should.Throw<CliException>(() => NamedValues.Read("parameter", "--param", file, []))).Message.ShouldContain(expected);

    [Fact]
    public void Read_MissingFile_NamesTheFile() =>
        Should.Throw<CliException>(() => NamedValues.Read("parameter", "--param", "/nowhere/p.json", [])).Message.ShouldStartWith("The parameter file '/nowhere/p.json' cannot be read");

    private static T WithFile<T>(string text, Func<string, T> use)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
