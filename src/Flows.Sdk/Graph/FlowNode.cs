using System.Runtime.CompilerServices;
using Flows.Binding;

namespace Flows.Graph;

/// <summary>One task call or parameter of a flow.</summary>
internal sealed record FlowNode
{
    public required int Index { get; init; }
    public required string Slug { get; init; }
    public required NodeKind Kind { get; init; }
    public required TaskOptions Options { get; init; }
    public required Type OutputType { get; init; }

    /// <summary>The arguments of the task in the order of its method; empty for a parameter.</summary>
    public IReadOnlyList<TaskInput> Inputs { get; init; } = [];

    /// <summary>How each input gets its value, in the same order.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>Runs the task; null for a parameter.</summary>
    public Func<TaskArgs, ValueTask<object?>>? Body { get; init; }

    /// <summary>Set for a mapped task: makes the typed list out of the children's results.</summary>
    public Func<IReadOnlyList<object?>, object>? Collect { get; init; }

    /// <summary>Set when this node is a parameter of the flow.</summary>
    public ParameterFacts? Parameter { get; init; }

    public string Name => Options.Name;

    /// <summary>Whether it runs again in each process that goes on with a flow run, since what it made lives in one process only.</summary>
    public bool RunsInEachProcess => Kind is NodeKind.ResourceSetup or NodeKind.ResourceCleanup or NodeKind.Secret;

    public bool IsMapped => Collect is not null;

    /// <summary>A node is itself only: two calls of one task with the same arguments are two nodes.</summary>
    public bool Equals(FlowNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Slug;
}

/// <summary>What a flow parameter is, besides its name.</summary>
internal sealed record ParameterFacts(Type Type, bool Required, object? Default)
{
    /// <summary>What it is for, for people; null when nothing is said.</summary>
    public string? Description { get; init; }
}
