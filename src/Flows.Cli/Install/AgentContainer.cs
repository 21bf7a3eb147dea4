using System.Text.Json;
using Flows.Cli.Output;
using Flows.Cli.Servers;

namespace Flows.Cli.Install;

/// <summary>A Docker agent as a container beside the engine whose containers it starts.</summary>
/// <param name="Words">The words of the agent's command after <c>flows</c>.</param>
/// <param name="Api">The server's API as this machine sees it.</param>
/// <param name="HasKey">Whether the agent needs a key.</param>
/// <param name="Image">An image that has this tool; null when it is installed at the start.</param>
internal sealed record AgentContainer(IReadOnlyList<string> Words, Uri Api, bool HasKey, string? Image)
{
    private const string Key = "FLOWS__CLOUD__API_KEY";
    private const string HostName = "host.docker.internal";
    private static readonly string[] Mounts = ["/var/run/docker.sock:/var/run/docker.sock", "${HOME}/.docker:/root/.docker:ro"];

    // Inside a container localhost is the container.
    private string ApiInside => (Api.IsLoopback ? new UriBuilder(Api) { Host = HostName }.Uri : Api).ToString().TrimEnd('/');

    public string Compose()
    {
        var service = new Dictionary<string, object>
        {
            ["image"] = ComposeFile.ImageOr(Image),
            ["restart"] = "always",
            ["command"] = ComposeFile.Command(Image, Words),
            ["environment"] = Environment(),
            ["volumes"] = Mounts,
            ["extra_hosts"] = new[] { $"{HostName}:host-gateway" },
        };
        var file = new Dictionary<string, object> { ["services"] = new Dictionary<string, object> { ["flows-agent"] = service } };
        return $"# Run it with: {(HasKey ? $"{Key}=... " : "")}docker compose --file THIS_FILE up --detach\n{YamlText.Of(JsonSerializer.SerializeToElement(file))}";
    }

    public string Run()
    {
        List<string> words = ["docker", "run", "--detach", "--restart", "always", "--name", "flows-agent", "--add-host", $"{HostName}:host-gateway"];
        words.AddRange(["--env", $"FLOWS__CLOUD__API={ApiInside}"]);
        // Without a value Docker takes the one of the caller's environment, so that no history of a shell holds it.
        if (HasKey) words.AddRange(["--env", Key]);
        foreach (var mount in Mounts) words.AddRange(["--volume", $"\"{mount}\""]);
        words.Add(ComposeFile.ImageOr(Image));
        var command = ComposeFile.Command(Image, Words).Select(w => w.Any(c => c is ' ' or '&') ? $"'{w.Replace("$$", "$", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal)}'" : w);
        return string.Join(' ', words.Concat(command)) + "\n";
    }

    private Dictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string> { ["FLOWS__CLOUD__API"] = ApiInside };
        if (HasKey) variables[Key] = $"${{{Key}:?set it to a key of the server}}";
        return variables;
    }
}
