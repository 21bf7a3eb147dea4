using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flows.Generators.Tasks;

/// <summary>Reads the model of a task from its symbol.</summary>
internal static class TaskModelReader
{
    /// <summary>The model, or null when the method cannot be a task: a rule says why.</summary>
    public static TaskModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        if (context.SemanticModel.Compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 } compilation) return null;
        if (KnownTypes.Of(compilation) is not { } known) return null;
        if (TaskSignature.Refuse(method, known) is not null || TaskSignature.NotPartial(context.TargetNode).Any()) return null;
        cancellationToken.ThrowIfCancellationRequested();

        var (returned, isAwaited) = Awaited(method.ReturnType);
        var isLoop = returned?.OriginalDefinition.ToDisplayString() == "Flows.Loop<T>";
        var result = isLoop ? ((INamedTypeSymbol)returned!).TypeArguments[0] : returned;
        var parameters = method.Parameters.Select(Parameter).ToList();
        return new()
        {
            Namespace = method.ContainingNamespace is { IsGlobalNamespace: false } space
                ? space.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
                : null,
            Containers = new(Containers(method.ContainingType)),
            DocumentationId = method.GetDocumentationCommentId()!,
            Documentation = context.TargetNode.SyntaxTree.Options.DocumentationMode == DocumentationMode.None ? null : Documentation.Of(
                method,
                new HashSet<string>(method.Parameters.Where((_, i) => parameters[i].IsInjected).Select(p => p.Name)),
                cancellationToken),
            Modifiers = SyntaxFacts.GetText(method.DeclaredAccessibility) + (method.IsStatic ? " static" : ""),
            IsStatic = method.IsStatic,
            Method = Escaped(method.Name),
            Options = new(OptionsReader.Read(method, context.Attributes[0])),
            Result = result is null ? null : TypeNames.Full(result),
            IsAwaited = isAwaited,
            IsLoop = isLoop,
            IsSequence = !isLoop && result?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T,
            Parameters = new(parameters),
        };
    }

    private static IEnumerable<string> Containers(INamedTypeSymbol? type)
    {
        if (type is null) return [];
        var kind = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };
        return [.. Containers(type.ContainingType), $"partial {kind} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}"];
    }

    private static TaskParameter Parameter(IParameterSymbol parameter) => new()
    {
        Name = Escaped(parameter.Name),
        Kind = Kind(parameter.Type),
        Type = TypeNames.Full(parameter.Type),
        BareType = TypeNames.Bare(parameter.Type),
        IsAnnotated = parameter.Type.IsReferenceType && parameter.NullableAnnotation == NullableAnnotation.Annotated,
        ElementType = parameter.Type is IArrayTypeSymbol { Rank: 1 } array ? TypeNames.Full(array.ElementType) : null,
        Default = Literal.DefaultOf(parameter),
    };

    private static ParameterKind Kind(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } => ParameterKind.Object,
        IArrayTypeSymbol { Rank: 1 } => ParameterKind.Array,
        { SpecialType: SpecialType.System_String } => ParameterKind.Value,
        { IsReferenceType: false } when type.ToDisplayString() == "System.Threading.CancellationToken" => ParameterKind.CancellationToken,
        { IsReferenceType: false } => ParameterKind.Value,
        _ => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString() switch
        {
            "Microsoft.Extensions.Logging.ILogger" => ParameterKind.Logger,
            "Flows.TaskRunContext" => ParameterKind.Context,
            _ => ParameterKind.Reference,
        },
    };

    /// <summary>What a method yields once it was awaited; null for nothing.</summary>
    private static (ITypeSymbol? Type, bool IsAwaited) Awaited(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString() switch
    {
        "void" => (null, false),
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => (null, true),
        "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask<TResult>" => (((INamedTypeSymbol)type).TypeArguments[0], true),
        _ => (type, false),
    };

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
