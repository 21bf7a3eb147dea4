using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Flows.Wire;
using Polly;

namespace Flows.Client;

/// <summary>Posts GraphQL operations (contract section 2.1): variables travel as JSON text, headers name version, key, tenant, agent and claim.</summary>
internal sealed class GraphQLTransport : IDisposable
{
    private static readonly TimeSpan PromptConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly FlowsClientOptions options;
    private readonly HttpClient http;
    private readonly ResiliencePipeline<GraphQLAnswer> retry;

    public GraphQLTransport(FlowsClientOptions options)
    {
        this.options = options;
        Api = Trim(options.Api);
        retry = GraphQLRetry.Create(options);
        http = new HttpClient(options.HttpMessageHandler ?? CreateHandler(options.Patient), disposeHandler: options.HttpMessageHandler is null)
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }

    public Uri Api { get; }

    public string? AgentId { get; set; }

    /// <summary>What a call says about itself in headers.</summary>
    /// <param name="HeartbeatId">The flow run whose heartbeat it is; null for other calls.</param>
    /// <param name="Claim">The token of the claim under which it is made; null for none.</param>
    internal readonly record struct CallHeaders(string? HeartbeatId, string? Claim);

    /// <summary>Sends one operation; <paramref name="variables"/> is JSON text.</summary>
    public async Task<JsonElement> SendAsync(string query, string variables, CallHeaders headers, CancellationToken cancellationToken)
    {
        var body = WriteBody(query, variables);
        try
        {
            var answer = await retry.ExecuteAsync(async token => await PostAsync(body, headers, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return GraphQLErrors.DataOf(answer, Api);
        }
        catch (HttpRequestException e)
        {
            throw GraphQLErrors.Unreachable(Api, e.InnerException?.Message ?? e.Message, e);
        }
        catch (TimeoutException e)
        {
            throw GraphQLErrors.Unreachable(Api, e.Message, e);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<GraphQLAnswer> PostAsync(byte[] body, CallHeaders headers, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = CreateRequest(body, headers);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            var content = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return new GraphQLAnswer(response.StatusCode, content, response.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.Timeout.TotalSeconds:0} s", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    private HttpRequestMessage CreateRequest(byte[] body, CallHeaders headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Api) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WireConstants.CoreVersionHeader, WireConstants.CoreVersion);
        if (options.ApiKey is { Length: > 0 } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            Add(WireConstants.TenantIdHeader, options.TenantId);
        }

        Add(WireConstants.AgentIdHeader, AgentId);
        Add(WireConstants.HeartbeatIdHeader, headers.HeartbeatId);
        Add(WireConstants.ClaimHeader, headers.Claim);
        return request;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) request.Headers.Add(name, value);
        }
    }

    private static byte[] WriteBody(string query, string variables)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("query", query);
            writer.WriteString("variables", variables);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // No redirects: the key is for the configured host and must not follow an answer elsewhere.
    private static SocketsHttpHandler CreateHandler(bool patient)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (!patient) handler.ConnectTimeout = PromptConnectTimeout;
        return handler;
    }

    private static Uri Trim(Uri api)
    {
        if (!api.IsAbsoluteUri || api.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{api}' is not the address of an API; it has the form http://host:4200 (setting cloud.api, PREFECT__CLOUD__API).", nameof(api));
        return new UriBuilder(api) { Path = api.AbsolutePath.TrimEnd('/'), Query = "", Fragment = "", UserName = "", Password = "" }.Uri;
    }
}
