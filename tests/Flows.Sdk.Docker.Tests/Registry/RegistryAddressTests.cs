using Flows.Docker.Registry;

namespace Flows.Sdk.Docker.Tests.Registry;

public sealed class RegistryAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:5000", null)]
    [InlineData("localhost", null)]
    [InlineData("[::1]:5000", null)]
    [InlineData("registry.local:5000", "other, registry.local:5000")]
    [InlineData("registry.local:5000", "registry.local")]
    [InlineData("10.1.2.3:5000", "10.0.0.0/8")]
    public void Of_LoopbackOrListed_MayBePlain(string host, string? insecure)
    {
        RegistryAddress.Of(host, insecure).AllowsHttp.ShouldBeTrue();
    }

    [Theory]
    [InlineData("registry.example.com", null)]
    [InlineData("registry.local:5001", "registry.local:5000")]
    [InlineData("11.1.2.3", "10.0.0.0/8")]
    [InlineData("localhost.example.com", null)]
    public void Of_AnyOther_MayNot(string host, string? insecure)
    {
        RegistryAddress.Of(host, insecure).AllowsHttp.ShouldBeFalse();
    }

    [Fact]
    public void Root_OfDockerHub_IsItsApi()
    {
        RegistryAddress.Of("docker.io", null).Root("https").ShouldBe(new Uri("https://registry-1.docker.io/v2/"));
    }
}
