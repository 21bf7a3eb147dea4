using System.Text.RegularExpressions;

namespace Flows.Hosting.Failures;

/// <summary>The names of methods as they were written, before the compiler made state machines, lambdas and local functions of them.</summary>
internal static partial class MethodName
{
    /// <summary>For example <c>Etl.Load</c>, <c>Etl.Load.Parse</c> for a local function, <c>lambda in Etl.Create</c>.</summary>
    /// <param name="type">The full name of the declaring type.</param>
    /// <param name="method">The name of the method.</param>
    public static string Of(string type, string method)
    {
        var outer = Outer(type);
        var local = Local().Match(type + method);
        if (local.Success) return $"{outer}{local.Groups[1].Value}.{local.Groups[2].Value}";
        var lambda = Lambda().Match(type + method);
        if (lambda.Success) return $"lambda in {outer}{Program(lambda.Groups[1].Value)}";
        var machine = Machine().Match(type);
        return outer + Program(machine.Success ? machine.Groups[1].Value : method);
    }

    /// <summary>The type that a person wrote, with a dot behind.</summary>
    private static string Outer(string type)
    {
        var made = type.IndexOf("+<", StringComparison.Ordinal);
        var written = made < 0 ? type : type[..made];
        return Arity().Replace(written[(written.LastIndexOf('.') + 1)..], "").Replace('+', '.') + ".";
    }

    /// <summary>The statements of a program without a method are in one that the compiler names.</summary>
    private static string Program(string method) => method == "<Main>$" ? "Main" : method;

    [GeneratedRegex(@"<(\w+|<Main>\$)>g__(\w+)\|")]
    private static partial Regex Local();

    [GeneratedRegex(@"<(\w+|<Main>\$)>b__")]
    private static partial Regex Lambda();

    [GeneratedRegex(@"<(\w+|<Main>\$)>d__")]
    private static partial Regex Machine();

    [GeneratedRegex(@"`\d+(\[.*)?")]
    private static partial Regex Arity();
}
