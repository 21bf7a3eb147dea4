namespace Flows.Server;

/// <summary>What an answer of the server promises of the change that it acknowledges.</summary>
public enum Durability
{
    /// <summary>It survives the death of the server's process. PostgreSQL promises what its own <c>synchronous_commit</c> says.</summary>
    Normal,

    /// <summary>It survives a loss of power as well: every group of changes waits for the disk.</summary>
    Full,
}
