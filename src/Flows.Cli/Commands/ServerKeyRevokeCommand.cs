using System.CommandLine;
using Flows.Cli.Servers;

namespace Flows.Cli.Commands;

/// <summary><c>flows server key revoke</c></summary>
internal sealed class ServerKeyRevokeCommand : CliCommand
{
    private readonly Argument<string> key = new("key") { Description = "The name or the id of the key." };
    private readonly Option<string?> database = KeyServer.DatabaseOption();
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerKeyRevokeCommand(CliEnvironment environment)
        : base(environment, "revoke", "Makes an API key good no more; browsers that have signed in with it are signed out.", "flows server key revoke build-agent")
    {
        Add(key);
        Add(database);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var wanted = line.GetRequiredValue(key);
        await using var server = await KeyServer.OpenAsync(Process, line.GetValue(database), stop);
        var now = Process.TimeProvider.GetUtcNow();
        var found = (await server.Client.ListApiKeysAsync(stop)).Where(k => k.Id == wanted || (k.Name == wanted && k.Status(now) == "good")).ToList();
        if (found.Count == 0) throw new CliException($"There is no good API key '{wanted}'; `flows server key list` shows all.");
        if (found.Count > 1) throw new CliException($"Several API keys are named '{wanted}', of different tenants: name one by its id ({string.Join(", ", found.Select(k => k.Id))}).");
        await server.Client.RevokeApiKeyAsync(found[0].Id, stop);
        await AnswerAsync(line.GetValue(json), new { found[0].Id, found[0].Name }, $"The API key '{found[0].Name}' is revoked.");
        return ExitCodes.Ok;
    }
}
