using System.Globalization;
using System.Xml;

namespace Flows.Visualization;

/// <summary>Text, elements and attributes of SVG.</summary>
internal static class SvgText
{
    /// <summary>The size of the font.</summary>
    public const double Size = 13;

    /// <summary>How far below its middle a line of text stands; not all programs know how to centre by themselves.</summary>
    public const double Drop = Size * 0.35;

    private const int Longest = 48;

    /// <summary>About the width of a line, without the font: letters of the common sans-serif fonts are narrower, wide scripts take a whole square.</summary>
    public static double Width(string line) => Shortened(line).EnumerateRunes().Sum(static r => r.Value < 0x1100 ? 0.64 : 1.05) * Size;

    /// <summary>A line that fits a node; the whole is shown when the pointer rests on it.</summary>
    public static string Shortened(string line)
    {
        var clean = Clean(line).ReplaceLineEndings(" ");
        var elements = new StringInfo(clean);
        return elements.LengthInTextElements <= Longest ? clean : elements.SubstringByTextElements(0, Longest - 1) + "…";
    }

    /// <summary>Text without the characters that XML cannot hold.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(static r => r.IsBmp && !XmlConvert.IsXmlChar((char)r.Value) ? "\uFFFD" : r.ToString()));

    /// <summary>Writes text at a place.</summary>
    public static void Text(this XmlWriter svg, string text, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        svg.WriteStartElement("text");
        svg.Attributes(attributes);
        svg.WriteString(text);
        svg.WriteEndElement();
    }

    /// <summary>Writes an element that holds nothing.</summary>
    public static void Element(this XmlWriter svg, string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        svg.WriteStartElement(name);
        svg.Attributes(attributes);
        svg.WriteEndElement();
    }

    /// <summary>Writes attributes; numbers with two places at most, and a point on every machine.</summary>
    public static void Attributes(this XmlWriter svg, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            svg.WriteAttributeString(name, value is double number ? number.ToString("0.##", CultureInfo.InvariantCulture) : (string)value);
    }
}
