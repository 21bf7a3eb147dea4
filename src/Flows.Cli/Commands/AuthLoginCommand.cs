using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary><c>flows auth login</c></summary>
internal sealed class AuthLoginCommand : CliCommand
{
    private readonly Option<string?> key = new("--key", "-k") { Description = "The API key. [default: it is asked for, or read from standard input]", HelpName = "KEY" };
    private readonly Option<string?> tenant = new("--tenant-id", "-t") { Description = "The tenant to act for, when the key is for all of them.", HelpName = "ID" };
    private readonly Option<bool> json = CommonOptions.Json();

    public AuthLoginCommand(CliEnvironment environment)
        : base(environment, "login", "Keeps an API key for this user and the configured server, after asking the server.", "flows auth login", "flows auth login --key flows_0123...")
    {
        foreach (var option in (Option[])[key, tenant, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var given = (line.GetValue(key) ?? await AskAsync(stop))?.Trim();
        if (string.IsNullOrEmpty(given)) throw new CliException("There is no key: give it with --key, or type it.");
        var id = line.GetValue(tenant) is { } named ? Ids.Check(named, "tenant") : null;
        var settings = Process.With(("cloud.api_key", given), ("cloud.tenant_id", id));
        using var client = settings.Connect(settings.LoadConfiguration());
        var info = await client.GetAuthInfoAsync(stop);
        if (info is { KeyId: null, Name: "everyone" })
            throw new CliException($"The server at {client.Api} asks this machine for no key, and does not know this one: nothing is kept.");
        var file = Process.LoadConfiguration().SaveLogin(given, id);
        await AnswerAsync(
            line.GetValue(json), new { Api = client.Api, info.Name, info.Scope, info.TenantId, File = file },
            $"Logged in to {client.Api} with the key '{info.Name}' ({info.Scope}); it is kept in {file}.");
        return ExitCodes.Ok;
    }

    private async Task<string?> AskAsync(CancellationToken stop)
    {
        if (Process.Input is null) return await Console.In.ReadLineAsync(stop);
        await Process.Error.WriteAsync("API key: ");
        return await Process.Input.ReadLineAsync(stop);
    }
}
