namespace Flows.Engine;

/// <summary>
/// Whether this code runs because an agent started its program to execute a flow run. The program's Main is the user's, and it may
/// register or run flows on its way: in such a process those calls must do nothing but warn.
/// </summary>
internal static class ExecutionScope
{
    /// <summary>The command that agents start a program with.</summary>
    public const string Command = "execute";

    private static readonly AsyncLocal<bool> Entered = new();

    /// <summary>Whether a flow run is being executed here.</summary>
    public static bool IsExecuting => Entered.Value || StartedToExecute;

    /// <summary>Code before the host is reached cannot be told otherwise than by the command line.</summary>
    private static bool StartedToExecute { get; } = Environment.GetCommandLineArgs() is [_, Command, ..];

    /// <summary>Marks this asynchronous flow, and all that it starts, as one that executes a flow run.</summary>
    public static void Enter() => Entered.Value = true;
}
