using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Flows.Generators.Tasks;

/// <summary>The documentation of a task's method as its overloads take it over.</summary>
internal static class Documentation
{
    private const string Remark = "Adds a call of the task to the flow, which runs it later.";

    /// <summary>
    /// The comment of an overload, each line after the first on its own. What is said of parameters that the run injects is left out, and so
    /// are exceptions, which the run sees and not the caller. What cannot be copied as it stands is referred to.
    /// </summary>
    public static string Of(IMethodSymbol method, ISet<string> injected, CancellationToken cancellationToken) =>
        Read(method, cancellationToken) is { } member
            ? string.Join("\n", member.Elements().Where(e => IsKept(e, injected)).Append(Remarks(member)).SelectMany(Lines))
            : $"<inheritdoc cref=\"{method.GetDocumentationCommentId()}\"/>\n<remarks>{Remark}</remarks>";

    /// <summary>The comment; null where there is none, or one that is copied from elsewhere itself.</summary>
    private static XElement? Read(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var text = Text(method, cancellationToken) is { Length: > 0 } own ? own
            : method.PartialImplementationPart is { } part ? Text(part, cancellationToken) : null;
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            var member = XElement.Parse(text, LoadOptions.PreserveWhitespace);
            return member.Elements().Any() && !member.Descendants("include").Any() && member.Element("inheritdoc") is null ? member : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Text(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.GetDocumentationCommentXml(cancellationToken: cancellationToken);

    private static bool IsKept(XElement element, ISet<string> injected) => element.Name.LocalName switch
    {
        "remarks" or "exception" => false,
        "param" => element.Attribute("name") is not { } name || !injected.Contains(name.Value),
        _ => true,
    };

    private static XElement Remarks(XElement member) =>
        new("remarks", new object[] { Remark }.Concat(member.Elements("remarks").SelectMany(r => r.Nodes().Prepend(new XText(" ")))));

    /// <summary>The lines of an element, without the indentation that the comment as a whole has.</summary>
    private static IEnumerable<string> Lines(XElement element) => element.ToString(SaveOptions.DisableFormatting).Split('\n')
        .Select(line => (line.StartsWith("    ", System.StringComparison.Ordinal) ? line.Substring(4) : line).TrimEnd());
}
