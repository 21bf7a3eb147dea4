using System.Security.Cryptography;
using System.Text;
using Flows.Graph;

namespace Flows.Sdk.Tests.Graph;

public sealed class HashedTextTests
{
    [Fact]
    public void Finish_AnyLines_IsTheHashOfTheirText()
    {
        using var text = new HashedText();
        text.Line("task", null, 3, true, "a\"b", "é<😀");
        text.Line();

        text.Finish().ShouldBe(Sha("\"task\" null \"3\" \"True\" \"a\\u0022b\" \"\\u00E9\\u003C\\uD83D\\uDE00\" \n\n"));
    }

    [Fact]
    public void Finish_MoreTextThanIsHashedAtATime_IsTheHashOfAllOfIt()
    {
        using var text = new HashedText();
        var all = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
        {
            text.Line("line", i);
            all.Append("\"line\" \"").Append(i).Append("\" \n");
        }

        text.Finish().ShouldBe(Sha(all.ToString()));
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
