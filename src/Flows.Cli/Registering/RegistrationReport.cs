using System.CommandLine;
using Flows.Cli.Output;

namespace Flows.Cli.Registering;

/// <summary>Tells what becomes of flows: lines for people as it happens, or one JSON array for programs at the end.</summary>
internal sealed class RegistrationReport(CliEnvironment process, bool json)
{
    private readonly List<RegistrationOutcome> outcomes = [];
    private readonly TextWriter lines = json ? process.Error : process.Output;

    public bool HasErrors => outcomes.Any(o => o.Status == RegistrationOutcome.Errored);

    public static Option<string> Option()
    {
        var option = new Option<string>("--format") { Description = "text for people, json for programs: then all else goes to standard error.", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    public void Tell(string line) => lines.WriteLine(line);

    public void Add(RegistrationOutcome outcome)
    {
        outcomes.Add(outcome);
        switch (outcome.Status)
        {
            case RegistrationOutcome.Errored:
                Tell($"  {outcome.Flow}... Error");
                Tell($"    {outcome.Message}");
                break;
            case RegistrationOutcome.Built:
                Tell($"  Building '{outcome.Flow}'... Done");
                break;
            case RegistrationOutcome.Skipped:
                Tell($"  Registering '{outcome.Flow}'... Skipped (metadata unchanged)");
                break;
            default:
                Tell($"  Registering '{outcome.Flow}'... Done");
                Tell($"  └── ID: {outcome.Id}");
                Tell($"  └── Version: {outcome.Version}");
                break;
        }
    }

    /// <summary>The last line, and for programs the answer.</summary>
    /// <param name="statuses">What is counted.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(params string[] statuses)
    {
        var counts = string.Join(", ", statuses.Select(s => $"{outcomes.Count(o => o.Status == s)} {s}"));
        Tell($"======================== {counts} ========================");
        if (json) await JsonOutput.WriteAsync(process.Output, outcomes);
        var exitCode = HasErrors ? ExitCodes.Failed : ExitCodes.Ok;
        outcomes.Clear();
        return exitCode;
    }
}
