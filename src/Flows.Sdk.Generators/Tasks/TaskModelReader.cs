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

        var (result, isAwaited) = Result(method.ReturnType);
        var type = result is null ? null : isAwaited ? ((INamedTypeSymbol)method.ReturnType).TypeArguments[0] : method.ReturnType;
        var parameters = method.Parameters.Select(Parameter).ToList();
        return new()
        {
            Namespace = method.ContainingNamespace is { IsGlobalNamespace: false } space
                ? space.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
                : null,
            Containers = new(Containers(method.ContainingType)),
            DocumentationId = method.GetDocumentationCommentId()!,
            Documentation = Documentation.Of(
                method,
                new HashSet<string>(method.Parameters.Where((_, i) => parameters[i].IsInjected).Select(p => p.Name)),
                cancellationToken),
            Modifiers = SyntaxFacts.GetText(method.DeclaredAccessibility) + (method.IsStatic ? " static" : ""),
            IsStatic = method.IsStatic,
            Method = Escaped(method.Name),
            Options = Options(method, context.Attributes[0]),
            Result = result,
            IsAwaited = isAwaited,
            IsSequence = type?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T,
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

    private static TaskModelOptions Options(IMethodSymbol method, AttributeData attribute)
    {
        var given = attribute.NamedArguments.ToDictionary(a => a.Key, a => a.Value);
        object? Value(string key) => given.TryGetValue(key, out var constant) ? constant.Value : null;
        var tags = given.TryGetValue("Tags", out var array) && !array.IsNull ? array.Values.Select(v => v.Value as string ?? "") : [];
        return new(
            Value("Name") as string ?? method.Name,
            Value("Retries") as int?,
            Value("RetryDelaySeconds") as double?,
            Value("TimeoutSeconds") as double?,
            new(tags));
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

    private static (string? Result, bool IsAwaited) Result(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void) return (null, false);
        return type is INamedTypeSymbol named
            ? named.OriginalDefinition.ToDisplayString() switch
            {
                "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => (null, true),
                "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask<TResult>" => (TypeNames.Full(named.TypeArguments[0]), true),
                _ => (TypeNames.Full(type), false),
            }
            : (TypeNames.Full(type), false);
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
