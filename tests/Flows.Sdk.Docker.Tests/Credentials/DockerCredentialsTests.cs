using System.Text;
using Flows.Docker.Credentials;
using Flows.Docker.Engine;

namespace Flows.Sdk.Docker.Tests.Credentials;

public sealed class DockerCredentialsTests
{
    private static readonly string Ada = Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:p:w"));

    [Fact]
    public async Task FindAsync_NoFile_FindsNothing()
    {
        using var home = new DockerHome();
        (await home.Credentials.FindAsync("registry.example.com")).ShouldBeNull();
    }

    [Theory]
    [InlineData("registry.example.com:5000", "registry.example.com:5000")]
    [InlineData("https://registry.example.com:5000", "registry.example.com:5000")]
    [InlineData("https://registry.example.com:5000/v2/", "REGISTRY.example.com:5000")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("docker.io", "index.docker.io")]
    public async Task FindAsync_KeyInAnyForm_IsTheSameRegistry(string key, string asked)
    {
        using var home = new DockerHome().WithConfig($$"""{"auths": {"other.example.com": {"auth": "eDp5"}, "{{key}}": {"auth": "{{Ada}}"} } }""");
        var found = (await home.Credentials.FindAsync(asked)).ShouldNotBeNull();
        found.UserName.ShouldBe("ada");
        found.Password.ShouldBe("p:w");
    }

    [Fact]
    public async Task FindAsync_OtherPort_FindsNothing()
    {
        using var home = new DockerHome().WithConfig($$"""{"auths": {"registry.example.com:5000": {"auth": "{{Ada}}"} } }""");
        (await home.Credentials.FindAsync("registry.example.com")).ShouldBeNull();
    }

    [Fact]
    public async Task FindAsync_IdentityToken_IsUsedInsteadOfAPassword()
    {
        using var home = new DockerHome().WithConfig($$"""{"auths": {"r.example.com": {"auth": "{{Ada}}", "identitytoken": "refresh-me"} } }""");
        var found = (await home.Credentials.FindAsync("r.example.com")).ShouldNotBeNull();
        found.IdentityToken.ShouldBe("refresh-me");
        found.ToAuthConfig("r.example.com").Password.ShouldBeNull();
    }

    [Fact]
    public async Task FindAsync_CredsStore_AsksTheHelperOnStdin()
    {
        using var home = new DockerHome()
            .WithConfig("""{"auths": {"r.example.com": {} }, "credsStore": "stub"}""")
            .WithHelper("stub", """
                [ "$1" = get ] || exit 9
                read -r host
                printf '{"ServerURL": "%s", "Username": "from-%s", "Secret": "s3cret"}' "$host" "$host"
                """);
        var found = (await home.Credentials.FindAsync("r.example.com")).ShouldNotBeNull();
        found.UserName.ShouldBe("from-r.example.com");
        found.Password.ShouldBe("s3cret");
        (await home.Credentials.FindAsync("docker.io")).ShouldNotBeNull().UserName.ShouldBe("from-https://index.docker.io/v1/");
    }

    [Fact]
    public async Task FindAsync_CredHelperOfTheRegistry_GoesBeforeCredsStore()
    {
        using var home = new DockerHome()
            .WithConfig("""{"credHelpers": {"r.example.com": "own"}, "credsStore": "all"}""")
            .WithHelper("own", """printf '{"Username": "<token>", "Secret": "identity"}'""")
            .WithHelper("all", """printf '{"Username": "all", "Secret": "x"}'""");
        (await home.Credentials.FindAsync("r.example.com")).ShouldNotBeNull().IdentityToken.ShouldBe("identity");
        (await home.Credentials.FindAsync("s.example.com")).ShouldNotBeNull().UserName.ShouldBe("all");
    }

    [Fact]
    public async Task FindAsync_HelperKnowsNothing_TheFileIsAsked()
    {
        using var home = new DockerHome()
            .WithConfig($$"""{"auths": {"r.example.com": {"auth": "{{Ada}}"} }, "credsStore": "stub"}""")
            .WithHelper("stub", "echo 'credentials not found in native keychain'; exit 1");
        (await home.Credentials.FindAsync("r.example.com")).ShouldNotBeNull().UserName.ShouldBe("ada");
    }

    [Fact]
    public async Task FindAsync_HelperFails_SaysSoWithoutItsOutput()
    {
        using var home = new DockerHome()
            .WithConfig("""{"credsStore": "stub"}""")
            .WithHelper("stub", "echo 'the secret is hunter2'; echo hunter2 >&2; exit 3");
        var e = await Should.ThrowAsync<DockerCredentialException>(() => home.Credentials.FindAsync("r.example.com"));
        e.Message.ShouldBe("The credential helper docker-credential-stub ended with exit code 3 when asked for the credentials of r.example.com: try 'docker login r.example.com' again.");
        e.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task FindAsync_HelperMissing_NamesIt()
    {
        using var home = new DockerHome().WithConfig("""{"credsStore": "absent"}""");
        var e = await Should.ThrowAsync<DockerCredentialException>(() => home.Credentials.FindAsync("r.example.com"));
        e.Message.ShouldContain("docker-credential-absent");
        e.Message.ShouldContain("not on the PATH");
    }

    [Fact]
    public async Task FindAsync_HelperNameWithAPath_IsRefused()
    {
        using var home = new DockerHome().WithConfig("""{"credsStore": "../evil"}""");
        (await Should.ThrowAsync<DockerCredentialException>(() => home.Credentials.FindAsync("r.example.com"))).Message.ShouldContain("'../evil'");
    }

    [Fact]
    public async Task FindAsync_HelperHangs_IsEndedByTheCaller()
    {
        using var home = new DockerHome().WithConfig("""{"credsStore": "slow"}""").WithHelper("slow", "exec sleep 600");
        using var stop = new CancellationTokenSource();
        var asked = home.Credentials.FindAsync("r.example.com", stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task FindAsync_MalformedFile_NamesFileAndLineButNoValue()
    {
        using var home = new DockerHome().WithConfig("{\n  \"auths\": {\"r\": {\"auth\": hunter2}}\n}");
        var e = await Should.ThrowAsync<DockerCredentialException>(() => home.Credentials.FindAsync("r"));
        e.Message.ShouldStartWith($"{home.ConfigFile}, line 2: ");
        e.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("bm9jb2xvbg==")]
    public async Task FindAsync_AuthIsNotNameAndPassword_IsRefusedWithoutItsValue(string auth)
    {
        using var home = new DockerHome().WithConfig($$"""{"auths": {"r.example.com": {"auth": "{{auth}}"} } }""");
        var e = await Should.ThrowAsync<DockerCredentialException>(() => home.Credentials.FindAsync("r.example.com"));
        e.Message.ShouldContain("'r.example.com'");
        e.Message.ShouldNotContain(auth);
    }

    [Fact]
    public void ToString_OfACredential_HidesTheSecret()
    {
        new RegistryCredential("ada", "hunter2").ToString().ShouldBe("ada");
        RegistryCredential.FromIdentityToken("hunter2").ToString().ShouldBe("identity token");
    }
}
