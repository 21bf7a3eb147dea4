namespace Flows.Cli.Programs;

/// <summary>Compiles programs.</summary>
internal static class ProgramBuild
{
    private const string Configuration = "Release";

    /// <summary>Compiles a program, unless it is compiled already.</summary>
    /// <param name="process">This process.</param>
    /// <param name="program">The program.</param>
    /// <param name="tell">Gets a line that tells what goes on.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The program's assembly.</returns>
    /// <exception cref="CliException">It does not compile; the message holds what the compiler says.</exception>
    public static async Task<string> BuildAsync(CliEnvironment process, FlowProgram program, Action<string> tell, CancellationToken stop)
    {
        if (program.IsBuilt) return program.File;
        tell($"Compiling {program.Name}");
        List<string> output = [], said = [];
        var exitCode = await ChildProcess.RunAsync(
            process, ["build", program.File, "-c", Configuration, "-v", "q", "--nologo", "-t:Build", "-getProperty:TargetPath"], output.Add, said.Add, stop);
        if (exitCode == 0 && output.LastOrDefault(l => l.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } path) return path.Trim();
        var errors = output.Concat(said).Where(l => l.Contains(": error ", StringComparison.Ordinal)).Select(l => l.Trim()).Distinct().ToList();
        throw new CliException($"{program.Name} does not compile:{Environment.NewLine}" + string.Join(Environment.NewLine, (errors.Count > 0 ? errors : [.. output, .. said]).Select(l => $"  {l}")));
    }
}
