namespace Flows.Binding;

/// <summary>What a node of a graph is. The engine has rules of its own for some kinds, and the wire a type for each.</summary>
internal enum NodeKind
{
    /// <summary>A call of a task.</summary>
    Task,

    /// <summary>An input of the flow.</summary>
    Parameter,

    /// <summary>A secret, which is looked up anew in each process and never stored.</summary>
    Secret,
}
