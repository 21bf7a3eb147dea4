using Flows.Hosting.Live;

namespace Flows.Sdk.Tests.Hosting.Live;

public sealed class LineWriterTests
{
    [Fact]
    public void Write_PiecesOfLines_AreHandedOnLineByLine()
    {
        List<string> lines = [];
        var writer = new LineWriter(lines.Add);
        writer.Write("one ");
        writer.Write('1');
        writer.WriteLine(" and");
        writer.Write("two\r\nthree\nfo");
        lines.ShouldBe(["one 1 and", "two", "three"]);
        writer.Dispose();
        lines[^1].ShouldBe("fo");
        lines.Count.ShouldBe(4);
    }
}
