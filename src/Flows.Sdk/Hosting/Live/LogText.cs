using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flows.Hosting.Live;

/// <summary>Text above the tree. The terminal wraps it; what the tree left on its lines is erased.</summary>
internal sealed class LogText(string text, Style style) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            yield return new(line, style);
            yield return Cut.Rest;
            yield return Segment.LineBreak;
        }
    }
}
