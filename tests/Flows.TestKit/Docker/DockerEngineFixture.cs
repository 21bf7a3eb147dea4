using System.Collections.Concurrent;
using Xunit;

namespace Flows.TestKit.Docker;

/// <summary>A real Docker engine: the one that runs, or one that is started here and stopped at the end.</summary>
public sealed class DockerEngineFixture : IAsyncLifetime
{
    private readonly ConcurrentBag<string> temporary = [];
    private BackgroundProgram? dockerd;
    private string? missing;

    /// <summary>Skips the test where no engine can be had.</summary>
    public void Require() => Prerequisite.Require(missing);

    /// <summary>Runs the <c>docker</c> command.</summary>
    public static Task<CommandResult> DockerAsync(params string[] arguments) => CommandLine.RunAsync("docker", arguments);

    /// <summary>Removes the images of a registry from the engine when the tests are over.</summary>
    public void RemoveImagesOf(string registryHost) => temporary.Add(registryHost + "/");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Prerequisite.FindProgram("docker") is null)
            missing = "The docker command is not installed (Debian: docker.io).";
        else if ((await DockerAsync("info")).ExitCode != 0)
            missing = await TryStartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!temporary.IsEmpty)
            await RemoveTemporaryAsync();
        if (dockerd is not null)
            await dockerd.DisposeAsync();
    }

    private async Task RemoveTemporaryAsync()
    {
        var lines = (await DockerAsync("image", "ls", "--no-trunc", "--format", "{{.Repository}} {{.ID}}")).Output.Split('\n');
        var ids = lines.Where(l => temporary.Any(host => l.StartsWith(host, StringComparison.Ordinal))).Select(l => l.Split(' ')[1]).Distinct().ToArray();
        if (ids.Length > 0)
            await DockerAsync(["image", "rm", "--force", .. ids]);
    }

    private async Task<string?> TryStartAsync()
    {
        if (Environment.UserName != "root" || Prerequisite.FindProgram("dockerd") is not { } program)
            return "No Docker engine answers, and none can be started here (that takes root and Debian's docker.io).";
        try
        {
            (dockerd, _) = await BackgroundProgram.StartAsync(program, [], line => line.Contains("API listen on", StringComparison.Ordinal));
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return $"No Docker engine answers, and dockerd did not start: {e.Message}";
        }
    }
}
