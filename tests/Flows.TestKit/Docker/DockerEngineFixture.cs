using Xunit;

namespace Flows.TestKit.Docker;

/// <summary>A real Docker engine: the one that runs, or one that is started here and stopped at the end.</summary>
public sealed class DockerEngineFixture : IAsyncLifetime
{
    private BackgroundProgram? _dockerd;
    private string? _missing;

    /// <summary>Skips the test where no engine can be had.</summary>
    public void Require() => Prerequisite.Require(_missing);

    /// <summary>Runs the <c>docker</c> command.</summary>
    public static Task<CommandResult> DockerAsync(params string[] arguments) => CommandLine.RunAsync("docker", arguments);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Prerequisite.FindProgram("docker") is null)
            _missing = "The docker command is not installed (Debian: docker.io).";
        else if ((await DockerAsync("info")).ExitCode != 0)
            _missing = await TryStartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_dockerd is not null)
            await _dockerd.DisposeAsync();
    }

    private async Task<string?> TryStartAsync()
    {
        if (Environment.UserName != "root" || Prerequisite.FindProgram("dockerd") is not { } dockerd)
            return "No Docker engine answers, and none can be started here (that takes root and Debian's docker.io).";
        try
        {
            (_dockerd, _) = await BackgroundProgram.StartAsync(dockerd, [], line => line.Contains("API listen on", StringComparison.Ordinal));
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return $"No Docker engine answers, and dockerd did not start: {e.Message}";
        }
    }
}
