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

    /// <summary>A value known while the flow was written that is mapped over; it is never a task run.</summary>
    Constant,

    /// <summary>Handles made into one list, as an argument of a task.</summary>
    List,

    /// <summary>Handles made into one tuple.</summary>
    Tuple,

    /// <summary>Handles made into one set.</summary>
    Set,

    /// <summary>Keys and a list of values made into one dictionary.</summary>
    Dict,

    /// <summary>A member or an element of a value.</summary>
    GetItem,

    /// <summary>Lets a branch run, or skips it.</summary>
    CompareValue,

    /// <summary>Takes the value of whichever branch ran.</summary>
    Merge,

    /// <summary>Keeps the elements of a list that are wanted, those of failed children never.</summary>
    Filter,

    /// <summary>Opens a resource. It is always run again after a restart.</summary>
    ResourceSetup,

    /// <summary>Closes a resource, however its users ended. It is always run again after a restart, and never decides how the flow ends.</summary>
    ResourceCleanup,

    /// <summary>Starts a run of another flow on the server.</summary>
    StartFlowRun,
}
