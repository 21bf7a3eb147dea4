using System.Net;
using Flows.Client;
using Flows.TestKit.Api;

namespace Flows.Cli.Tests.Support;

/// <summary>The tool with a fake server, an own home folder and captured output.</summary>
internal sealed class Tool : IDisposable
{
    public const string FlowId = "0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60";
    public const string RunId = "77aae8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60";
    public static readonly DateTimeOffset Now = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public Tool() => Environment = new()
    {
        Output = output,
        Error = error,
        IsTerminal = false,
        Input = null,
        CurrentFolder = Home,
        Sources = new ConfigurationSources { HomeFolder = Home, Environment = new Dictionary<string, string> { ["HOME"] = Home, ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "" } },
        HttpMessageHandler = Api,
        TimeProvider = new FixedTime(),
    };

    public FakeApi Api { get; } = new FakeApi().On("tenant", """[ { "id": "tenant-1", "slug": "default" } ]""");

    public string Home { get; } = Directory.CreateTempSubdirectory("flows-cli").FullName;

    public CliEnvironment Environment { get; set; }

    public string Output => output.ToString();

    public string Error => error.ToString();

    public Task<int> RunAsync(params string[] args) => FlowsTool.RunAsync(args, Environment, CancellationToken.None);

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    /// <summary>A clock that stands still, except that waits end at once.</summary>
    private sealed class FixedTime : TimeProvider
    {
        private DateTimeOffset now = Now;

        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            now += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}

/// <summary>A server that is not there.</summary>
internal sealed class DeadServer : HttpMessageHandler
{
    /// <summary>How often it was called.</summary>
    public int Calls { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused", statusCode: HttpStatusCode.ServiceUnavailable);
    }
}
