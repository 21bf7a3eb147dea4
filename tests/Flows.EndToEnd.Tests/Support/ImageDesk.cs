using Flows.TestKit.Docker;
using Flows.TestKit.Registry;

[assembly: AssemblyFixture(typeof(Flows.EndToEnd.Tests.Support.ImageDesk))]

namespace Flows.EndToEnd.Tests.Support;

/// <summary>A desk with a real Docker engine and a real private registry that holds a base image.</summary>
public sealed class ImageDesk : IAsyncLifetime
{
    public const string Project = "Hello_Project";
    private readonly DockerEngineFixture engine = new();

    public RegistryFixture Registry { get; } = new();
    public FlowsHome Home { get; private set; } = null!;
    public string BaseImage => $"{Registry.Host}/dotnet/runtime:10.0";

    /// <summary>Skips the test where engine or registry cannot be had.</summary>
    public void Require()
    {
        engine.Require();
        Registry.Require();
        TestKit.Prerequisite.Require(BaseImages.Missing);
    }

    public async ValueTask InitializeAsync()
    {
        await engine.InitializeAsync();
        await Registry.InitializeAsync();
        Home = await FlowsHome.StartAsync(Project);
        if (Registry.Proxy is null || BaseImages.Missing is not null) return;
        await PlainPush.PushAsync(Registry.Client, "dotnet/runtime", "10.0", await BaseImages.TarAsync(BaseImageKind.Complete));
        Registry.WriteDockerConfig(Path.Combine(Home.Folder, ".docker"));
        Home.With("FLOWS__DOCKER__REGISTRY_URL", Registry.Host).With("FLOWS__DOCKER__BASE_IMAGE", BaseImage);
    }

    public async ValueTask DisposeAsync()
    {
        await Home.DisposeAsync();
        if (Registry.Proxy is not null) await RemoveImagesAsync();
        await Registry.DisposeAsync();
        await engine.DisposeAsync();
    }

    /// <summary>What the agents pulled is of no use without this registry.</summary>
    private async Task RemoveImagesAsync()
    {
        var images = await DockerEngineFixture.DockerAsync("images", "--quiet", "--filter", $"reference={Registry.Host}/*");
        foreach (var image in images.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct())
            await DockerEngineFixture.DockerAsync("rmi", "--force", image);
    }
}
