using System.CommandLine;
using System.Text.Json;
using Flows.Cli.Registering;

namespace Flows.Cli.Commands;

/// <summary><c>flows build</c></summary>
internal sealed class BuildCommand : CliCommand
{
    private readonly SourceOptions sources = new();
    private readonly Option<string> output = new("--output", "-o") { Description = "The file to write.", HelpName = "FILE", DefaultValueFactory = _ => "flows.json" };
    private readonly Option<bool> update = new("--update", "-u") { Description = "Keeps the other flows of the file." };
    private readonly Option<string> format = RegistrationReport.Option();

    public BuildCommand(CliEnvironment environment)
        : base(
            environment, "build", "Stores flow programs and writes their flows to a file, which `flows register --json` registers later.",
            "flows build --path samples/HelloFlow", "flows build --path \"flows/**/*.csproj\" --output nightly.json --update")
    {
        sources.Paths.Required = true;
        sources.AddTo(this);
        foreach (var option in (Option[])[output, update, format]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var report = new RegistrationReport(Process, line.GetValue(format) == "json");
        var file = Path.GetFullPath(line.GetRequiredValue(output), Process.CurrentFolder);
        var kept = line.GetValue(update) && File.Exists(file) ? await FlowsFile.ReadAsync(Process, file, stop) : [];
        var collection = await FlowCollection.CollectAsync(sources.Programs(Process, line), sources.Names(line), report, stop);
        var flows = kept.ToDictionary(FlowText.NameOf, StringComparer.Ordinal);
        foreach (var (source, names) in collection.Sources)
        {
            report.Tell($"Processing {source.Name}:");
            foreach (var flow in await BuildAsync((ProgramSource)source, names, line, report, stop)) flows[FlowText.NameOf(flow)] = flow;
        }
        await FlowsFile.WriteAsync(file, flows.Values, stop);
        report.Tell($"Wrote {file}");
        return await report.EndAsync(RegistrationOutcome.Built, RegistrationOutcome.Errored);
    }

    private async Task<IReadOnlyList<JsonElement>> BuildAsync(ProgramSource source, IReadOnlyList<string> names, ParseResult line, RegistrationReport report, CancellationToken stop)
    {
        var temporary = Path.Combine(Path.GetTempPath(), $"flows-{Guid.NewGuid():N}.json");
        try
        {
            await source.BuildAsync(names, sources.Labels(line), sources.Storing(line), temporary, text => report.Tell($"  {text}"), stop);
            var built = await FlowsFile.ReadAsync(Process, temporary, stop);
            foreach (var flow in built) report.Add(new(FlowText.NameOf(flow), RegistrationOutcome.Built));
            return built;
        }
        catch (CliException e)
        {
            report.Add(RegistrationOutcome.Failed(source.Name, e.Message));
            return [];
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
