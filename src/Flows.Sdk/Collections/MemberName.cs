namespace Flows.Collections;

/// <summary>Names the task that takes a member of a value: of <c>rows</c> and <c>r => r[0].Id</c> it is <c>rows[0].Id</c>.</summary>
internal static class MemberName
{
    /// <summary>The name, and whether the expression does no more than take a member or an element.</summary>
    /// <param name="source">The name of the task that yields the value.</param>
    /// <param name="expression">The lambda as it stands in source; null when it is not known.</param>
    public static (string Name, bool IsMember) Of(string source, string? expression)
    {
        var arrow = expression?.IndexOf("=>", StringComparison.Ordinal) ?? -1;
        if (arrow < 0) return (source + ".Select", false);
        var parameter = expression![..arrow].Replace("static", "", StringComparison.Ordinal).Trim(' ', '(', ')', '\r', '\n', '\t');
        var body = expression[(arrow + 2)..].Trim();
        var path = body.StartsWith(parameter, StringComparison.Ordinal) ? body[parameter.Length..] : "";
        return path is ['.' or '[' or '?' or '!', ..] && path.All(IsPath) ? (source + path.Replace("!", "", StringComparison.Ordinal), true) : (source + ".Select", false);
    }

    private static bool IsPath(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '[' or ']' or '"' or '^' or '?' or '!';
}
