using System.Net;
using System.Text;
using Flows.Docker.Credentials;
using Flows.Docker.Registry;
using Flows.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Docker.Tests.Registry;

/// <summary>Who is told what: challenges, tokens, redirects, failures.</summary>
public sealed class RegistryCallerTests
{
    private const string Host = "registry.example.com";
    private const string Realm = "https://auth.example.com/token";
    private const string Bearer = $"Bearer realm=\"{Realm}\",service=\"{Host}\",scope=\"repository:app:pull\"";
    private static readonly RegistryCredential Ada = new("ada", "hunter2");
    private static readonly string AdasHeader = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:hunter2"));
    private readonly FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Fact]
    public async Task CallAsync_BasicChallenge_IsAnsweredOnceAskedAndNotBefore()
    {
        var registry = new FakeRegistry(r => r.Headers.Authorization is null ? FakeRegistry.Challenge("Basic realm=\"x\"") : FakeRegistry.Ok());
        var caller = Caller(registry, Ada);
        (await FindAsync(caller)).ShouldBeTrue();
        (await FindAsync(caller)).ShouldBeTrue();
        registry.Calls.Select(c => c.Authorization).ShouldBe([null, AdasHeader, AdasHeader]);
    }

    [Fact]
    public async Task CallAsync_BearerChallenge_TakesATokenForTheScopeAndKeepsIt()
    {
        var registry = TokenRegistry("""{"token": "t1", "expires_in": 300}""");
        var caller = Caller(registry, Ada);
        await FindAsync(caller);
        await FindAsync(caller);
        registry.Calls.ShouldBe(
        [
            ($"https://{Host}/v2/app/blobs/d", null),
            ($"{Realm}?service={Host}&scope=repository%3Aapp%3Apull", AdasHeader),
            ($"https://{Host}/v2/app/blobs/d", "Bearer t1"),
            ($"https://{Host}/v2/app/blobs/d", "Bearer t1"),
        ]);
    }

    [Fact]
    public async Task CallAsync_TokenAtItsEnd_IsTakenAnew()
    {
        var registry = TokenRegistry("""{"access_token": "t1", "expires_in": 300}""");
        var caller = Caller(registry, Ada);
        await FindAsync(caller);
        time.Advance(TimeSpan.FromSeconds(295));
        await FindAsync(caller);
        registry.Calls.Count(c => c.Address.StartsWith(Realm, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task CallAsync_IdentityToken_IsPostedAndNotPutIntoTheAddress()
    {
        var registry = TokenRegistry("""{"access_token": "t1"}""");
        await FindAsync(Caller(registry, RegistryCredential.FromIdentityToken("refresh-me")));
        registry.Calls[1].ShouldBe((Realm, null));
        registry.Calls.ShouldAllBe(c => !c.Address.Contains("refresh-me"));
    }

    [Fact]
    public async Task CallAsync_RealmOnAnotherSite_GetsNoCredentials()
    {
        var registry = new FakeRegistry(_ => FakeRegistry.Challenge("Bearer realm=\"https://evil.com/token\",service=\"x\""));
        var e = await Should.ThrowAsync<FlowStorageException>(() => FindAsync(Caller(registry, Ada)));
        e.Message.ShouldStartWith($"The registry {Host} wants its credentials sent to evil.com, which is another site, so they were not sent");
        registry.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task CallAsync_RealmOnAnotherSiteWithoutCredentials_IsAskedAnonymously()
    {
        var registry = new FakeRegistry(r => r.RequestUri!.Host == "tokens.net" ? FakeRegistry.Ok("""{"token": "t"}""")
            : r.Headers.Authorization is null ? FakeRegistry.Challenge("Bearer realm=\"https://tokens.net/token\"") : FakeRegistry.Ok());
        (await FindAsync(Caller(registry, null))).ShouldBeTrue();
        registry.Calls[1].Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task CallAsync_RedirectToAnotherHost_CarriesNoCredentials()
    {
        var registry = new FakeRegistry(r => r.RequestUri!.Host == "blobs.example.net" ? FakeRegistry.Ok()
            : r.Headers.Authorization is null ? FakeRegistry.Challenge("Basic") : FakeRegistry.Redirect("https://blobs.example.net/x?signature=1"));
        (await FindAsync(Caller(registry, Ada))).ShouldBeTrue();
        registry.Calls[^1].ShouldBe(("https://blobs.example.net/x?signature=1", null));
    }

    [Fact]
    public async Task CallAsync_RedirectToPlainHttp_IsNotFollowed()
    {
        var registry = new FakeRegistry(_ => FakeRegistry.Redirect("http://blobs.example.net/x"));
        (await Should.ThrowAsync<FlowStorageException>(() => FindAsync(Caller(registry, Ada)))).Message.ShouldContain("plain HTTP at blobs.example.net");
    }

    [Fact]
    public async Task CallAsync_PasswordRefused_NamesTheUserAndNoPassword()
    {
        var registry = new FakeRegistry(_ => FakeRegistry.Challenge("Basic"));
        var e = await Should.ThrowAsync<FlowStorageException>(() => FindAsync(Caller(registry, Ada)));
        e.Message.ShouldBe($"The registry {Host} refused to look into app: it does not accept the password of 'ada'; run 'docker login {Host}' again.");
        registry.Calls.Count.ShouldBe(2, "a wrong password is not tried again and again: accounts get locked");
    }

    [Fact]
    public async Task CallAsync_PermissionMissing_SaysSo()
    {
        var registry = new FakeRegistry(_ => new(HttpStatusCode.Forbidden) { Content = new StringContent("""{"errors": [{"code": "DENIED", "message": "read only\u0007"}]}""") });
        var e = await Should.ThrowAsync<FlowStorageException>(() => FindAsync(Caller(registry, Ada)));
        e.Message.ShouldBe($"The registry {Host} refused to look into app for callers without credentials (read only): ask its owner for permission, or run 'docker login {Host}' as someone who has it."
            .Replace("callers without credentials", "'ada'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CallAsync_BusyForAMoment_IsAskedAgain()
    {
        var busy = 2;
        var registry = new FakeRegistry(_ => busy-- > 0 ? new(HttpStatusCode.ServiceUnavailable) : FakeRegistry.Ok());
        var found = FindAsync(Caller(registry, Ada));
        while (!found.IsCompleted)
            time.Advance(TimeSpan.FromSeconds(5));
        (await found).ShouldBeTrue();
        registry.Calls.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "cannot be found: its host name is unknown")]
    [InlineData(HttpRequestError.ConnectionError, "cannot be reached")]
    [InlineData(HttpRequestError.SecureConnectionError, "docker.insecure_registries")]
    public async Task CallAsync_NoConnection_SaysWhy(HttpRequestError error, string why)
    {
        var registry = new FakeRegistry(_ => throw new HttpRequestException(error, "low-level words"));
        var e = await Should.ThrowAsync<FlowStorageException>(() => FindAsync(Caller(registry, Ada)));
        e.Message.ShouldStartWith($"The registry {Host} ");
        e.Message.ShouldContain(why);
    }

    [Fact]
    public async Task CallAsync_LoopbackWithoutTls_FallsBackToHttpBeforeAnythingSecretIsSent()
    {
        var registry = new FakeRegistry(r => r.RequestUri!.Scheme == "https" ? throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no TLS")
            : r.Headers.Authorization is null ? FakeRegistry.Challenge("Basic") : FakeRegistry.Ok());
        (await FindAsync(Caller(registry, Ada, "127.0.0.1:5000"))).ShouldBeTrue();
        registry.Calls[0].ShouldBe(("https://127.0.0.1:5000/v2/", null));
        registry.Calls[^1].ShouldBe(("http://127.0.0.1:5000/v2/app/blobs/d", AdasHeader));
    }

    private static Task<bool> FindAsync(RegistryCaller caller) => caller.CallAsync(new FindBlob("app", "d") { Scope = RegistryScope.Pull("app") }, CancellationToken.None);

    private static FakeRegistry TokenRegistry(string token) => new(r => r.RequestUri!.Host == "auth.example.com" ? FakeRegistry.Ok(token)
        : r.Headers.Authorization is null ? FakeRegistry.Challenge(Bearer) : FakeRegistry.Ok());

    private RegistryCaller Caller(FakeRegistry registry, RegistryCredential? credential, string host = Host)
    {
        var http = new HttpClient(registry);
        return new(RegistryAddress.Of(host, null), http, new(host, credential, new(http, host, time), time), time);
    }
}
