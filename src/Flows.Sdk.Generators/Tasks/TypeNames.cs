using Microsoft.CodeAnalysis;

namespace Flows.Generators.Tasks;

/// <summary>Types as they can be written anywhere.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type with its annotations; <c>dynamic</c> is an object, since nothing is bound at run time.</summary>
    public static string Full(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic
        ? type.NullableAnnotation == NullableAnnotation.Annotated ? "object?" : "object"
        : type.ToDisplayString(Format);

    /// <summary>The type without its outermost annotation.</summary>
    public static string Bare(ITypeSymbol type) => Full(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
}
