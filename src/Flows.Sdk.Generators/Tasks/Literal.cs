using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flows.Generators.Tasks;

/// <summary>Constants as C# source of exactly their type.</summary>
internal static class Literal
{
    /// <summary>The default of a parameter; null when it has none.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue) return null;
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return parameter.ExplicitDefaultValue switch
        {
            null when parameter.Type.IsReferenceType && parameter.NullableAnnotation != NullableAnnotation.Annotated => "null!",
            null => "default",
            var value when type.TypeKind == TypeKind.Enum => $"({TypeNames.Full(type)})({Of(value)})",
            var value => Of(value),
        };
    }

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Of(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "D",
    };

    private static string Of(float value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "F",
    };

    public static string Of(object value) => value switch
    {
        string text => Of(text),
        char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
        bool flag => flag ? "true" : "false",
        double number => Of(number),
        float number => Of(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        _ => $"({Keyword(value)})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
    };

    private static string Keyword(object value) => value switch
    {
        sbyte => "sbyte",
        byte => "byte",
        short => "short",
        ushort => "ushort",
        uint => "uint",
        long => "long",
        ulong => "ulong",
        _ => "int",
    };
}
