using Flows.Hosting;

namespace Flows;

/// <summary>
/// The command line of a flow program: the program is its own tool. Without arguments it runs the flow here and shows the run; <c>run</c>,
/// <c>register</c>, <c>visualize</c> and <c>execute flow-run</c> do the rest, <c>--help</c> says how.
/// </summary>
public static class FlowHost
{
    /// <summary>Does what the command line asks for: <c>return await FlowHost.RunAsync(args, flow);</c> is all that a program needs.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="flows">The program's flows; with several, <c>--flow NAME</c> chooses.</param>
    /// <returns>The exit code: 0 when all went well, 1 when the run or the command failed, 2 when the command line is wrong and nothing was done; stderr says why.</returns>
    /// <exception cref="ArgumentException">No flow is given, or two of one name.</exception>
    public static Task<int> RunAsync(string[] args, params Flow[] flows)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(flows);
        return HostProgram.RunAsync(args, flows, new HostEnvironment());
    }
}
