using System.Text.Json;
using Flows.Cli.Programs;

namespace Flows.Cli.Registering;

/// <summary>The flows of a program, which stores itself and registers them.</summary>
internal sealed class ProgramSource(CliEnvironment process, FlowProgram program) : IFlowSource
{
    private FlowProgramHost? host;

    public string Name => program.Name;

    public IEnumerable<string> Files => program.Sources;

    public async Task<IReadOnlyList<string>> CollectAsync(Action<string> tell, CancellationToken stop)
    {
        host = new(process, await ProgramBuild.BuildAsync(process, program, tell, stop), Name);
        return await host.ListAsync(stop);
    }

    public async Task RegisterAsync(IReadOnlyList<string> flows, RegisterRequest request, RegistrationReport report, CancellationToken stop)
    {
        List<string> arguments = ["register", "--json", "--project", request.Project, .. Chosen(flows), .. Labels(request.Labels), .. request.Storing];
        if (request.Force) arguments.Add("--force");
        if (!request.Schedule) arguments.Add("--no-schedule");
        HashSet<string> told = new(StringComparer.Ordinal);
        var last = "";
        var exitCode = await host!.RunAsync(
            arguments,
            answer =>
            {
                var outcome = Read(answer);
                told.Add(outcome.Flow);
                report.Add(outcome);
            },
            line =>
            {
                last = line;
                // The outcome says so too.
                if (!line.StartsWith("Registering flow ", StringComparison.Ordinal)) report.Tell($"  {line}");
            },
            stop);
        foreach (var lost in flows.Where(f => !told.Contains(f)))
            report.Add(RegistrationOutcome.Failed(lost, $"The program ended with exit code {exitCode} and said: {last}"));
    }

    /// <summary>Stores the program and writes the documents of some of its flows to a file.</summary>
    /// <exception cref="CliException">It could not.</exception>
    public async Task BuildAsync(IReadOnlyList<string> flows, IReadOnlyList<string> labels, IReadOnlyList<string> storing, string file, Action<string> tell, CancellationToken stop)
    {
        var last = "";
        var exitCode = await host!.RunAsync(["build", "--output", file, .. Chosen(flows), .. Labels(labels), .. storing], _ => { }, line => tell(last = line), stop);
        if (exitCode != 0) throw new CliException(last.Length > 0 ? last : $"The program ended with exit code {exitCode}.");
    }

    private static IEnumerable<string> Chosen(IEnumerable<string> flows) => flows.SelectMany(f => (string[])["--flow", f]);

    private static IEnumerable<string> Labels(IEnumerable<string> labels) => labels.SelectMany(l => (string[])["--label", l]);

    private static RegistrationOutcome Read(JsonElement answer) => new(Text(answer, "flow") ?? "", Text(answer, "status") ?? RegistrationOutcome.Errored)
    {
        Id = Text(answer, "id"),
        Version = answer.TryGetProperty("version", out var version) ? version.GetInt32() : null,
        Project = Text(answer, "project"),
        Url = Text(answer, "url"),
        Message = Text(answer, "message"),
    };

    private static string? Text(JsonElement answer, string key) => answer.TryGetProperty(key, out var value) ? value.GetString() : null;
}
