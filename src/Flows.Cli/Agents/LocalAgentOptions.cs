using System.CommandLine;

namespace Flows.Cli.Agents;

/// <summary>The options that only local agents have.</summary>
internal sealed class LocalAgentOptions
{
    private readonly Option<bool> hostname = new("--hostname-label") { Description = "Adds the name of this machine to the labels, for runs that must be here." };
    private readonly Option<bool> noHostname = new("--no-hostname-label") { Description = "Does not; that is so without it too." };

    public void AddTo(Command command)
    {
        command.Add(hostname);
        command.Add(noHostname);
    }

    /// <summary>Labels that come from the options.</summary>
    public IReadOnlyList<string> Labels(ParseResult line) => line.GetValue(hostname) && !line.GetValue(noHostname) ? [Environment.MachineName] : [];
}
