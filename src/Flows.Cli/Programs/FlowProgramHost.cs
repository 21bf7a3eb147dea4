using System.Text.Json;

namespace Flows.Cli.Programs;

/// <summary>A compiled flow program: what it can be told by its own command line.</summary>
/// <param name="process">This process.</param>
/// <param name="assembly">The program's assembly.</param>
/// <param name="name">The program, for people.</param>
internal sealed class FlowProgramHost(CliEnvironment process, string assembly, string name)
{
    /// <summary>Asks the program for the names of its flows.</summary>
    /// <exception cref="CliException">It is no flow program.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop)
    {
        List<JsonElement> answers = [];
        List<string> rest = [];
        var exitCode = await RunAsync(["list", "--json"], answers.Add, rest.Add, stop);
        List<string> flows = [.. answers.Where(a => a.TryGetProperty("name", out _)).Select(a => a.GetProperty("name").ToString())];
        if (exitCode == 0 && flows.Count > 0) return flows;
        var said = rest.Count == 0 ? "" : $" It said:{Environment.NewLine}" + string.Join(Environment.NewLine, rest.TakeLast(10).Select(l => $"  {l}"));
        throw new CliException($"{name} is no flow program (it ended with exit code {exitCode}): its Main is to end with `return await FlowHost.RunAsync(args, flow);`.{said}");
    }

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="answer">Gets each line of its output that is a JSON object.</param>
    /// <param name="tell">Gets all other lines.</param>
    /// <param name="stop">Asks it to end.</param>
    /// <returns>Its exit code.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, Action<JsonElement> answer, Action<string> tell, CancellationToken stop)
    {
        var gate = new Lock();
        return ChildProcess.RunAsync(
            process, [assembly, .. arguments],
            line =>
            {
                lock (gate)
                {
                    if (ReadObject(line) is { } json) answer(json);
                    else tell(line);
                }
            },
            line =>
            {
                lock (gate) tell(line);
            },
            stop);
    }

    private static JsonElement? ReadObject(string line)
    {
        if (!line.StartsWith('{')) return null;
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
