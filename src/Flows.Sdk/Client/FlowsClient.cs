using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Client;

/// <summary>Speaks the Prefect 1.x GraphQL API over HTTP. Thread-safe; one instance serves a whole process.</summary>
/// <remarks>Every call throws a <see cref="FlowsClientException"/> when the server cannot be reached or refuses; its message is one sentence.</remarks>
public sealed partial class FlowsClient : IDisposable
{
    private readonly FlowsClientOptions options;
    private readonly GraphQLTransport transport;
    private readonly string? claim;
    private readonly bool ownsTransport;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="options">Where the server is and how to speak to it.</param>
    /// <exception cref="ArgumentException">The address is not one of HTTP.</exception>
    public FlowsClient(FlowsClientOptions options)
    {
        this.options = options;
        claim = options.Claim;
        transport = new GraphQLTransport(options);
        ownsTransport = true;
    }

    private FlowsClient(FlowsClient other, string? claim)
    {
        (options, transport, this.claim) = (other.options, other.transport, claim);
        tenantId = other.tenantId;
    }

    /// <summary>The API that is spoken to.</summary>
    public Uri Api => transport.Api;

    /// <summary>The id of the agent that calls, sent with every call. <value>The default is null: the caller is no agent.</value></summary>
    public string? AgentId
    {
        get => transport.AgentId;
        set => transport.AgentId = value;
    }

    /// <summary>The same client as the holder of a flow run: each call carries the token of the claim, and is refused once others have the run.</summary>
    /// <param name="claim">The token; null for none.</param>
    /// <returns>A client that ends with this one; it need not be disposed.</returns>
    public FlowsClient ForClaim(string? claim) => new(this, claim);

    private TimeProvider Clock => options.TimeProvider;

    /// <summary>Makes a client from the configuration: API, key, tenant and claim.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="patient">See <see cref="FlowsClientOptions.Patient"/>. <value>The default is false.</value></param>
    /// <param name="handler">Sends the requests, for tests. <value>The default is null: real HTTP.</value></param>
    /// <returns>The client.</returns>
    /// <exception cref="ConfigurationException">The address of the API is none.</exception>
    public static FlowsClient FromConfiguration(FlowsConfiguration configuration, bool patient = false, HttpMessageHandler? handler = null) => new(new FlowsClientOptions
    {
        Api = configuration.ApiUrl,
        ApiKey = configuration.ApiKey,
        TenantId = configuration.TenantId,
        Claim = configuration["context.claim"],
        Timeout = configuration.Seconds("cloud.request_timeout"),
        QueueInterval = configuration.Seconds("cloud.queue_interval"),
        Patient = patient,
        HttpMessageHandler = handler,
    });

    /// <summary>Sends one GraphQL operation and returns its <c>data</c>.</summary>
    /// <typeparam name="TVariables">The type of the variables.</typeparam>
    /// <param name="query">The operation's text.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="variablesInfo">How the variables are written.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer's <c>data</c>.</returns>
    public Task<JsonElement> ExecuteAsync<TVariables>(string query, TVariables variables, JsonTypeInfo<TVariables> variablesInfo, CancellationToken cancellationToken = default) =>
        transport.SendAsync(query, JsonSerializer.Serialize(variables, variablesInfo), new(null, claim), cancellationToken);

    /// <summary>Sends one GraphQL operation without variables and returns its <c>data</c>.</summary>
    /// <param name="query">The operation's text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer's <c>data</c>.</returns>
    public Task<JsonElement> ExecuteAsync(string query, CancellationToken cancellationToken = default) => transport.SendAsync(query, "null", new(null, claim), cancellationToken);

    /// <summary>Asks whether the server answers.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it did.</returns>
    public Task HelloAsync(CancellationToken cancellationToken = default) => ExecuteAsync("query { hello }", cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ownsTransport) transport.Dispose();
    }

    /// <summary>Calls a mutation: each takes one argument <c>input</c> of the type <c>&lt;name&gt;_input</c>.</summary>
    internal async Task<JsonElement> MutateAsync<TInput>(string name, TInput input, JsonTypeInfo<TInput> inputInfo, string selection, CancellationToken cancellationToken)
    {
        var query = $"mutation($input: {name}_input!) {{\n    {name}(input: $input) {{\n        {selection}\n    }}\n}}";
        var variables = $"{{\"input\": {JsonSerializer.Serialize(input, inputInfo)}}}";
        var data = await transport.SendAsync(query, variables, new(null, claim), cancellationToken).ConfigureAwait(false);
        return Field(data, name);
    }

    /// <summary>A field that every server of this protocol answers with.</summary>
    private JsonElement Field(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value
        : throw new FlowsClientException(FlowsClientError.InvalidAnswer, $"The answer of the server at {Api} lacks '{name}'; its version may not fit this client.");

    private string IdOf(JsonElement json) => Field(json, "id").GetString() ?? "";
}
