using System.CommandLine;
using Flows.Cli.Output;
using Flows.Cli.Servers;

namespace Flows.Cli.Commands;

/// <summary><c>flows server key list</c></summary>
internal sealed class ServerKeyListCommand : CliCommand
{
    private readonly Option<string?> database = KeyServer.DatabaseOption();
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerKeyListCommand(CliEnvironment environment)
        : base(environment, "list", "Lists the API keys: what each is good for, and when it was last used.", "flows server key list", "flows server key list --json")
    {
        Add(database);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        await using var server = await KeyServer.OpenAsync(Process, line.GetValue(database), stop);
        var keys = await server.Client.ListApiKeysAsync(stop);
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, keys);
            return ExitCodes.Ok;
        }
        var now = Process.TimeProvider.GetUtcNow();
        var table = new Table("NAME", "SCOPE", "TENANT", "STATUS", "BEGINS WITH", "AGE", "LAST USED", "EXPIRES", "ID");
        foreach (var key in keys)
            table.Add(
                key.Name, key.Scope, key.Tenant ?? "(all)", key.Status(now), key.Prefix, Age.Of(key.Created, now), key.LastUsed is { } used ? Age.Of(used, now) : "never",
                key.Expires?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "never", key.Id);
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
