using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flows.Generators;

/// <summary>What a method must be like to be a task.</summary>
internal static class TaskSignature
{
    /// <summary>The reason why a method cannot be a task, with the way out; null when it can.</summary>
    public static string? Refuse(IMethodSymbol method, KnownTypes known) =>
        RefuseKind(method)
        ?? RefuseReturn(method, known)
        ?? RefuseNames(method, known)
        ?? method.Parameters.Select(p => RefuseParameter(p, known)).FirstOrDefault(r => r is not null);

    /// <summary>The types around a task, from the inside out, that are not partial.</summary>
    public static IEnumerable<TypeDeclarationSyntax> NotPartial(SyntaxNode method) =>
        method.Ancestors().OfType<TypeDeclarationSyntax>().Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string? RefuseKind(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.LocalFunction } => "it is a local function; make it a method of a partial type",
        { MethodKind: not MethodKind.Ordinary } => "it is not an ordinary method; move its code into one",
        { IsGenericMethod: true } => "it is generic; write one method for each type, or make the type around it generic",
        { ContainingType.IsExtension: true } => "it is in an extension block; make it an ordinary static method",
        { ContainingType.IsFileLocal: true } => "its type is visible in this file only; leave out 'file'",
        { ContainingType.IsRefLikeType: true, IsStatic: false } =>
            "it is an instance method of a ref struct, which cannot be kept until the flow runs; make it static",
        _ => null,
    };

    private static string? RefuseReturn(IMethodSymbol method, KnownTypes known) => method switch
    {
        { RefKind: not RefKind.None } => "it returns a reference; return the value",
        { IsAsync: true, ReturnsVoid: true } => "it is async void, so that nobody sees its end; return Task",
        { ReturnType: var type } when CannotBeKept(type) => $"it returns '{type.ToDisplayString()}', which cannot be kept; return an array or a list",
        { ReturnType: INamedTypeSymbol { IsGenericType: true, Name: "IAsyncEnumerable" } } =>
            "it returns a sequence whose work would be done later, by the task that takes it; await its elements and return a list",
        { ReturnType: var type } when known.IsDeferred(type) => "it returns a deferred value; return the value itself",
        _ => null,
    };

    private static string? RefuseNames(IMethodSymbol task, KnownTypes known)
    {
        var method = task.PartialDefinitionPart ?? task;
        if (method.OverriddenMethod is { } overridden && known.IsTask(overridden))
            return "the method that it overrides is a task already; leave out the attribute";
        foreach (var other in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(other, method) || KnownTypes.IsGenerated(other)) continue;
            if (known.IsTask(other) && Position(other) < Position(method)) return "another task of its type has the same name; choose a name of its own";
            if (!known.IsTask(other) && other.Parameters.Any(p => known.IsBuilder(p.Type) || known.IsDeferred(p.Type)))
                return "its type has an overload of the same name that takes deferred values or the flow, and such overloads are generated; rename one of them";
        }

        return null;
    }

    private static string? RefuseParameter(IParameterSymbol parameter, KnownTypes known) => parameter switch
    {
        { RefKind: not RefKind.None } => $"parameter '{parameter.Name}' is passed by reference; pass it by value and return what changes",
        { IsParams: true } => $"parameter '{parameter.Name}' is a params list; make it an ordinary array",
        { Type: var type } when CannotBeKept(type) =>
            $"parameter '{parameter.Name}' is of type '{type.ToDisplayString()}', which cannot be kept until the flow runs; take an array or a list",
        { Type: var type } when known.IsBuilder(type) =>
            $"parameter '{parameter.Name}' is the flow while it is written, which a running task cannot use; leave it out",
        { Type: var type } when known.IsDeferred(type) =>
            $"parameter '{parameter.Name}' is a deferred value; take the value itself, and the flow will pass it",
        { Type: INamedTypeSymbol { IsGenericType: true, Name: "ILogger" } } =>
            $"parameter '{parameter.Name}' is a logger with a category; take ILogger, whose category is the task's name",
        _ => null,
    };

    private static bool CannotBeKept(ITypeSymbol type) => type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    /// <summary>The order in which the methods of a type are written, over all of its files.</summary>
    private static int Position(IMethodSymbol method) => method.ContainingType.GetMembers().IndexOf(method, 0, SymbolEqualityComparer.Default);
}
