using Flows.Cli.Programs;

namespace Flows.Cli.Running;

/// <summary>Runs a flow of a program here, in a process of its own, without a server.</summary>
internal sealed class ProgramRun(CliEnvironment process, RunOrder order)
{
    /// <summary>Runs it.</summary>
    /// <returns>The program's exit code: 0 when all went well, 1 when the run failed, 2 when parameters do not fit.</returns>
    /// <exception cref="CliException">There is no such program, or it does not compile.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var programs = ProgramSearch.Find([order.Path!], process.CurrentFolder);
        if (programs.Count > 1) throw new CliException($"'{order.Path}' stands for {programs.Count} programs, but one is run: {Lookups.Names.Quote(programs.Select(p => p.Name))}.");
        var assembly = await ProgramBuild.BuildAsync(process, programs[0], line => Tell(line), stop);
        string[] arguments = [assembly, .. Arguments()];
        // On a terminal the program draws its run itself.
        if (process.IsTerminal) return await ChildProcess.RunOnConsoleAsync(process, arguments);
        var plain = order.Json || order.Quiet;
        Tell("Running flow locally...");
        var exitCode = await ChildProcess.RunAsync(process, arguments, line => process.Output.WriteLine(plain ? line : $"└── {line}"), line => process.Error.WriteLine(line), stop);
        Tell(exitCode == ExitCodes.Ok ? "Flow run succeeded!" : "Flow run failed!");
        return exitCode;
    }

    private void Tell(string line)
    {
        if (!order.Quiet) (order.Json ? process.Error : process.Output).WriteLine(line);
    }

    private List<string> Arguments()
    {
        List<string> arguments = ["run"];
        foreach (var value in order.Parameters) arguments.AddRange(["--param", value]);
        foreach (var value in order.Context) arguments.AddRange(["--context", value]);
        if (order.Name is { } flow) arguments.AddRange(["--flow", flow]);
        if (order.ParameterFile is { } file) arguments.AddRange(["--param-file", Path.GetFullPath(file, process.CurrentFolder)]);
        if ((order.NoLogs ? "CRITICAL" : order.LogLevel) is { } level) arguments.AddRange(["--log-level", level]);
        if (order.Schedule) arguments.Add("--on-schedule");
        if (order.Quiet) arguments.Add("--quiet");
        if (order.Json) arguments.Add("--json");
        return arguments;
    }
}
