using Flows.Docker.Engine;

namespace Flows.Sdk.Docker.Tests.Engine;

public sealed class DockerEnginesTests
{
    [Theory]
    [InlineData("tcp://127.0.0.1:1")]
    [InlineData("unix:///nowhere/docker.sock")]
    public async Task ConnectAsync_NothingThere_NamesTheAddressAndTheWayOut(string address)
    {
        var e = await Should.ThrowAsync<DockerEngineException>(() => DockerEngines.ConnectAsync(address));
        e.Message.ShouldStartWith($"No Docker engine answers at {address}");
        e.Message.ShouldEndWith("start it, or set DOCKER_HOST to its address.");
    }

    [Fact]
    public async Task ConnectAsync_NotAnAddress_IsRefused()
    {
        (await Should.ThrowAsync<DockerEngineException>(() => DockerEngines.ConnectAsync("no address"))).Message.ShouldContain("'no address'");
    }
}
