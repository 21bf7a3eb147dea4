using Flows.TestKit;
using Flows.TestKit.Docker;

namespace Flows.Agents.Tests.Docker;

/// <summary>An image with a shell whose <c>prefect</c> command does what the variable SCRIPT says.</summary>
public sealed class FlowImageFixture : IAsyncLifetime
{
    private readonly DockerEngineFixture engine = new();
    private bool isThere;

    /// <summary>The image, on the engine only.</summary>
    public string Image { get; } = $"flows-agents-test:{Guid.NewGuid():N}";

    public void Require()
    {
        engine.Require();
        Prerequisite.Require(BaseImages.Missing);
    }

    public async ValueTask InitializeAsync()
    {
        await engine.InitializeAsync();
        isThere = Prerequisite.FindProgram("docker") is not null && BaseImages.Missing is null && (await DockerEngineFixture.DockerAsync("info")).ExitCode == 0;
        if (!isThere) return;
        var folder = Directory.CreateTempSubdirectory("flows-agents-image");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "prefect"), "#!/bin/sh\neval \"$SCRIPT\"\n");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Dockerfile"), $"FROM {Image}-base\nCOPY prefect /usr/local/bin/prefect\nRUN chmod 755 /usr/local/bin/prefect\n");
            _ = (await DockerEngineFixture.DockerAsync("import", await BaseImages.TarAsync(BaseImageKind.WithoutRuntime), $"{Image}-base")).Text;
            _ = (await DockerEngineFixture.DockerAsync("build", "-q", "-t", Image, folder.FullName)).Text;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isThere) await DockerEngineFixture.DockerAsync("rmi", "-f", Image, $"{Image}-base");
        await engine.DisposeAsync();
    }
}
