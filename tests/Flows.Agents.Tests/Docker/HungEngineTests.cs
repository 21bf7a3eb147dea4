using System.Net;
using System.Net.Sockets;
using System.Text;
using Flows.Agents.Docker;
using Flows.Agents.Tests.Support;
using Flows.Docker.Credentials;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Agents.Tests.Docker;

/// <summary>An engine that answers everything but the creation of a container.</summary>
public sealed class HungEngineTests : IDisposable
{
    private readonly HttpListener engine = new();
    private readonly FakeTimeProvider time = new();
    private readonly int port = FreePort();

    public HungEngineTests()
    {
        engine.Prefixes.Add($"http://127.0.0.1:{port}/");
        engine.Start();
        _ = ServeAsync();
    }

    public void Dispose() => engine.Close();

    [Fact]
    public async Task LaunchAsync_EngineHangs_FailsAfterTheTimeout()
    {
        await using var launcher = new DockerLauncher(
            new() { Api = "http://localhost:4200", InContainers = true }, new("http://localhost:4200"),
            new() { AgentName = "hal", BaseUrl = $"tcp://127.0.0.1:{port}", EngineTimeout = TimeSpan.FromSeconds(7), TimeProvider = time }, new DockerCredentials("/nowhere"), NullLogger.Instance);
        await launcher.StartAsync(new RecordedEnds(), TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<AgentException>(() => launcher.LaunchAsync(Runs.Of(Runs.Docker("")), TestContext.Current.CancellationToken));
        error.Message.ShouldBe("The Docker engine did not answer within 7 seconds while a container of image hello:1.0 was to be started. Is the engine overloaded?");
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var call = await engine.GetContextAsync();
                var path = call.Request.Url!.AbsolutePath;
                // Time passes while the engine has the call.
                if (path.EndsWith("/containers/create", StringComparison.Ordinal)) time.Advance(TimeSpan.FromSeconds(8));
                else await AnswerAsync(call.Response, path.EndsWith("/version", StringComparison.Ordinal) ? """{ "ApiVersion": "1.44" }""" : "[]");
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private static async Task AnswerAsync(HttpListenerResponse response, string json)
    {
        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
        response.Close();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
