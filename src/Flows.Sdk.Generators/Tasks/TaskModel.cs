namespace Flows.Generators.Tasks;

/// <summary>What the generated overloads of one task are made of. It holds no symbols, so that equal models are seen as equal.</summary>
internal sealed record TaskModel
{
    public required string? Namespace { get; init; }

    /// <summary>The types around the method from the outside in, as they are declared again: <c>partial class Loader&lt;T&gt;</c>.</summary>
    public required EquatableArray<string> Containers { get; init; }

    /// <summary>Names the method in documentation comments; unique in the compilation.</summary>
    public required string DocumentationId { get; init; }

    /// <summary>The comment of the overloads, in lines; null where the compiler does not read comments.</summary>
    public required string? Documentation { get; init; }

    /// <summary>Accessibility and, for a static method, <c>static</c>.</summary>
    public required string Modifiers { get; init; }

    public required bool IsStatic { get; init; }

    public required string Method { get; init; }

    /// <summary>The options that the attribute sets, each as it stands in an initializer: <c>Retries = 3</c>.</summary>
    public required EquatableArray<string> Options { get; init; }

    /// <summary>What the task yields, once it was awaited; null for nothing.</summary>
    public required string? Result { get; init; }

    public required bool IsAwaited { get; init; }

    /// <summary>Whether the method returns a <c>Loop</c> of the result: it runs in rounds.</summary>
    public required bool IsLoop { get; init; }

    /// <summary>Whether the result is a sequence that may not have been run yet.</summary>
    public required bool IsSequence { get; init; }

    public required EquatableArray<TaskParameter> Parameters { get; init; }
}

/// <summary>One parameter of the method.</summary>
internal sealed record TaskParameter
{
    /// <summary>As in source: a keyword is escaped.</summary>
    public required string Name { get; init; }

    public required ParameterKind Kind { get; init; }

    /// <summary>As in a signature, with nullable annotations.</summary>
    public required string Type { get; init; }

    /// <summary><see cref="Type"/> without the outermost annotation.</summary>
    public required string BareType { get; init; }

    /// <summary>Whether the parameter takes null although its type is a reference type.</summary>
    public required bool IsAnnotated { get; init; }

    /// <summary>The type of the elements of an array.</summary>
    public string? ElementType { get; init; }

    /// <summary>The default as it stands in source; null when there is none.</summary>
    public string? Default { get; init; }

    public bool IsInjected => Kind is ParameterKind.Logger or ParameterKind.CancellationToken or ParameterKind.Context;
}

/// <summary>How a parameter is treated in the overloads.</summary>
internal enum ParameterKind
{
    /// <summary>A value type or string: one overload takes values and handles alike.</summary>
    Value,

    /// <summary>A reference type: handles of derived types fit, and values get the conversions of the language.</summary>
    Reference,

    /// <summary>As a reference type, but instead of derived types the list of a mapped task fits.</summary>
    Array,

    /// <summary><see cref="object"/>, for which a handle would be a value as any other.</summary>
    Object,

    Logger,
    CancellationToken,
    Context,
}
