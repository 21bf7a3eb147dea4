using Flows.Docker.Registry;

namespace Flows.Sdk.Docker.Tests.Registry;

public sealed class RealmPolicyTests
{
    [Theory]
    [InlineData("https://registry-1.docker.io/v2/", "https://auth.docker.io/token")]
    [InlineData("https://registry.example.com/v2/", "https://registry.example.com:8443/token")]
    [InlineData("https://registry.gitlab.example.co.uk/v2/", "https://gitlab.example.co.uk/jwt/auth")]
    [InlineData("http://127.0.0.1:5000/v2/", "http://localhost:5001/token")]
    [InlineData("http://10.0.0.5:5000/v2/", "http://10.0.0.5:5001/token")]
    public void MayTrust_SameSite_IsTrusted(string registry, string realm)
    {
        RealmPolicy.MayTrust(new(realm), new(registry)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://registry.example.com/v2/", "https://evil.com/token")]
    [InlineData("https://registry.example.com/v2/", "https://example.com.evil.com/token")]
    [InlineData("https://registry.example.com/v2/", "https://notexample.com/token")]
    [InlineData("https://registry.example.co.uk/v2/", "https://evil.co.uk/token")]
    [InlineData("https://10.0.0.5/v2/", "https://10.0.0.6/token")]
    [InlineData("http://127.0.0.1:5000/v2/", "https://evil.com/token")]
    [InlineData("https://registry.example.com/v2/", "https://127.0.0.1/token")]
    public void MayTrust_OtherSite_IsNot(string registry, string realm)
    {
        RealmPolicy.MayTrust(new(realm), new(registry)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://registry.example.com/v2/", "http://registry.example.com/token")]
    [InlineData("http://127.0.0.1:5000/v2/", "http://evil.com/token")]
    [InlineData("https://registry.example.com/v2/", "file:///etc/passwd")]
    public void MayAsk_NotOverTls_IsNotAsked(string registry, string realm)
    {
        RealmPolicy.MayAsk(new(realm), new(registry)).ShouldBeFalse();
    }
}
