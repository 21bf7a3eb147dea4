using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary><c>flows auth logout</c></summary>
internal sealed class AuthLogoutCommand : CliCommand
{
    private readonly Option<bool> json = CommonOptions.Json();

    public AuthLogoutCommand(CliEnvironment environment)
        : base(environment, "logout", "Forgets the API key that is kept for the configured server.", "flows auth logout") => Add(json);

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var configuration = Process.LoadConfiguration();
        var had = configuration.RemoveLogin();
        var left = Process.LoadConfiguration().ApiKeySource is { } source ? $" A key still comes from {source}." : "";
        await AnswerAsync(
            line.GetValue(json), new { Api = configuration.ApiUrl, Removed = had },
            (had ? $"Logged out from {configuration.ApiUrl}." : $"No key was kept for {configuration.ApiUrl}.") + left);
        return ExitCodes.Ok;
    }
}
