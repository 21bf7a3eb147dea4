using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flows.CodeFixes;

/// <summary>Names for the parameters of a task that is written in place.</summary>
internal static class ValueNames
{
    /// <summary>A new name for each expression: <c>name</c> gives <c>nameValue</c>, and what is no name gives <c>value</c>.</summary>
    public static Dictionary<string, string> For(SemanticModel model, int position, IEnumerable<string> expressions)
    {
        var taken = new HashSet<string>(model.LookupSymbols(position).Select(s => s.Name));
        return expressions.ToDictionary(e => e, e =>
        {
            var wanted = SyntaxFacts.IsValidIdentifier(e) ? e + "Value" : "value";
            var name = wanted;
            for (var i = 2; !taken.Add(name); i++) name = wanted + i.ToString(CultureInfo.InvariantCulture);
            return name;
        });
    }
}
