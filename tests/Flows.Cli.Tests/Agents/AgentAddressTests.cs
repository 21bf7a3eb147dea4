using System.Net;
using System.Net.Sockets;
using Flows.Cli.Agents;

namespace Flows.Cli.Tests.Agents;

public sealed class AgentAddressTests
{
    [Fact]
    public async Task Listen_Address_AnswersHealthAndPassesPokesOn()
    {
        var pokes = 0;
        var address = $"http://127.0.0.1:{FreePort()}";
        await using var listening = await AgentAddress.ListenAsync(address, () => pokes++);
        using var http = new HttpClient { BaseAddress = new(address) };

        (await http.GetStringAsync(new Uri("/api/health", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe("{}");
        pokes.ShouldBe(0);
        (await http.GetAsync(new Uri("/api/poke", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        pokes.ShouldBe(1);
        (await http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("localhost:8088")]
    [InlineData("http://localhost")]
    [InlineData("https://localhost:8088")]
    public async Task Listen_NoAddress_SaysWhatOneIs(string address) =>
        (await Should.ThrowAsync<CliException>(() => AgentAddress.ListenAsync(address, () => { }))).Message.ShouldBe(
            $"The agent's address '{address}' is to be an address of HTTP with a port, for example http://127.0.0.1:8088.");

    [Fact]
    public async Task Listen_PortIsTaken_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        (await Should.ThrowAsync<CliException>(() => AgentAddress.ListenAsync(address, () => { }))).Message.ShouldStartWith($"The agent cannot listen on {address}: ");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
