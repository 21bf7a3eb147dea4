using System.Linq;
using Microsoft.CodeAnalysis;

namespace Flows.Generators;

/// <summary>The types of Flows.Sdk that the generator and the rules look for in a compilation.</summary>
internal sealed class KnownTypes
{
    public const string TaskAttributeName = "Flows.TaskAttribute";

    private readonly INamedTypeSymbol task;
    private readonly INamedTypeSymbol authoring;
    private readonly INamedTypeSymbol taskBody;
    private readonly INamedTypeSymbol deferred;
    private readonly INamedTypeSymbol builder;

    private KnownTypes(INamedTypeSymbol task, INamedTypeSymbol authoring, INamedTypeSymbol taskBody, INamedTypeSymbol deferred, INamedTypeSymbol builder) =>
        (this.task, this.authoring, this.taskBody, this.deferred, this.builder) = (task, authoring, taskBody, deferred, builder);

    /// <summary>The types, or null when the compilation does not reference Flows.Sdk.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName(TaskAttributeName) is { } task
        && compilation.GetTypeByMetadataName("Flows.AuthoringAttribute") is { } authoring
        && compilation.GetTypeByMetadataName("Flows.TaskBodyAttribute") is { } taskBody
        && compilation.GetTypeByMetadataName("Flows.Binding.IMapArgument") is { } deferred
        && compilation.GetTypeByMetadataName("Flows.FlowBuilder") is { } builder
            ? new(task, authoring, taskBody, deferred, builder)
            : null;

    /// <summary>Whether a tool wrote the method: the rules look at all of a type, the generated overloads of its tasks included.</summary>
    public static bool IsGenerated(IMethodSymbol method) =>
        method.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "System.CodeDom.Compiler.GeneratedCodeAttribute");

    public bool IsTask(ISymbol method) => Has(method, task);

    /// <summary>Whether a lambda that is given to this parameter runs while a flow is written.</summary>
    public bool IsAuthoring(ISymbol parameter) => Has(parameter, authoring);

    /// <summary>Whether a lambda that is given to this parameter runs when a flow runs.</summary>
    public bool IsTaskBody(ISymbol parameter) => Has(parameter, taskBody);

    public bool IsBuilder(ITypeSymbol? type) => Same(type, builder);

    /// <summary>Whether a value of this type exists only once a flow runs.</summary>
    public bool IsDeferred(ITypeSymbol? type) => type is not null && (Same(type, deferred) || type.AllInterfaces.Any(i => Same(i, deferred)));

    private static bool Has(ISymbol symbol, INamedTypeSymbol attribute) => symbol.GetAttributes().Any(a => Same(a.AttributeClass, attribute));

    private static bool Same(ISymbol? a, ISymbol? b) => SymbolEqualityComparer.Default.Equals(a, b);
}
