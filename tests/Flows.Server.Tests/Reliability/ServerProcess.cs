using Flows.TestKit;

namespace Flows.Server.Tests.Reliability;

/// <summary>A server in a process of its own, to be killed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly BackgroundProgram program;

    private ServerProcess(BackgroundProgram program, Uri address, TimeSpan startTime)
    {
        this.program = program;
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        StartTime = startTime;
    }

    public HttpClient Http { get; }

    /// <summary>From the start of the process until it listens.</summary>
    public TimeSpan StartTime { get; }

    public static async Task<ServerProcess> StartAsync(string database)
    {
        var since = TimeProvider.System.GetTimestamp();
        var (program, address) = await BackgroundProgram.StartAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Flows.TestServer.dll"), database], line => line.StartsWith("http", StringComparison.Ordinal));
        return new(program, new(address), TimeProvider.System.GetElapsedTime(since));
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task KillAsync() => program.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        Http.Dispose();
    }
}
