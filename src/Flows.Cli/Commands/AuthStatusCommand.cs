using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary><c>flows auth status</c></summary>
internal sealed class AuthStatusCommand : CliCommand
{
    private readonly Option<bool> json = CommonOptions.Json();

    public AuthStatusCommand(CliEnvironment environment)
        : base(environment, "status", "Says as whom the configured server takes this user, and where the key comes from.", "flows auth status") => Add(json);

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var configuration = Process.LoadConfiguration();
        using var client = Process.Connect(configuration);
        var info = await client.GetAuthInfoAsync(stop);
        await AnswerAsync(
            line.GetValue(json), new { Api = client.Api, info.Name, info.Scope, info.TenantId, KeySource = configuration.ApiKeySource },
            $"""
            Server:  {client.Api}
            Key:     {info.Name} ({info.Scope}{(configuration.ApiKeySource is { } source ? $", from {source}" : ", no key is sent")})
            Tenant:  {info.TenantId}
            """);
        return ExitCodes.Ok;
    }
}
