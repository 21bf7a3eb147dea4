using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Flows.TestKit.Registry;

/// <summary>A real private registry with one user, in a folder of its own, behind a proxy that counts what is uploaded.</summary>
public sealed class RegistryFixture : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flows-registry-");
    private BackgroundProgram? registry;
    private string? missing;

    /// <summary>The user's name.</summary>
    public string UserName => "ada";

    /// <summary>The user's password.</summary>
    public string Password { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Host and port, for image references.</summary>
    public string Host => Proxy.Host;

    /// <summary>Counts and breaks what goes to the registry.</summary>
    public RegistryProxy Proxy { get; private set; } = null!;

    /// <summary>A client with the right password.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>What the registry logged.</summary>
    public string Log => registry?.Output ?? "";

    /// <summary>Skips the test where no registry can be had.</summary>
    public void Require() => Prerequisite.Require(missing);

    /// <summary>Writes a <c>config.json</c> as <c>docker login</c> would.</summary>
    /// <param name="folder">The folder for the variable <c>DOCKER_CONFIG</c>.</param>
    /// <param name="password">The password; null for the right one.</param>
    public void WriteDockerConfig(string folder, string? password = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), $$"""{"auths": {"{{Host}}": {"auth": "{{Base64(password ?? Password)}}"} } }""");
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Prerequisite.FindProgram("docker-registry") is not { } program || Prerequisite.FindProgram("htpasswd") is not { } htpasswd)
        {
            missing = "docker-registry or htpasswd is not installed (Debian: docker-registry, apache2-utils).";
            return;
        }
        File.WriteAllText(PathOf("htpasswd"), (await CommandLine.RunAsync(htpasswd, "-Bbn", "-C", "4", UserName, Password)).Text);
        File.WriteAllText(PathOf("config.yml"), $$"""
            version: 0.1
            log: { level: info, formatter: json }
            storage: { filesystem: { rootdirectory: {{PathOf("data")}} }, delete: { enabled: true } }
            http: { addr: 127.0.0.1:0, secret: flows }
            auth: { htpasswd: { realm: flows, path: {{PathOf("htpasswd")}} } }
            """);
        (registry, var line) = await BackgroundProgram.StartAsync(program, ["serve", PathOf("config.yml")], l => l.Contains("listening on 127.0.0.1:", StringComparison.Ordinal));
        var start = line.IndexOf("127.0.0.1:", StringComparison.Ordinal);
        Proxy = await RegistryProxy.StartAsync(new($"http://{new string([.. line.AsSpan(start).ToArray().TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ':')])}"));
        Client = new() { BaseAddress = new($"http://{Host}/v2/"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Base64(Password)) } };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Proxy is not null)
            await Proxy.DisposeAsync();
        if (registry is not null)
            await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private string Base64(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{password}"));
}
