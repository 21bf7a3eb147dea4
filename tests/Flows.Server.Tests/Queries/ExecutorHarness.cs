using System.Text;
using System.Text.Json;
using Flows.Server.Access;
using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.GraphQL;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Server.Tests.Queries;

/// <summary>The executor without HTTP, for what a caller or a computed field changes in an answer.</summary>
internal sealed class ExecutorHarness : IAsyncDisposable
{
    private readonly TestDatabase file;
    private readonly IDatabase database;
    private readonly GraphQLExecutor executor;

    private ExecutorHarness(TestDatabase file, IDatabase database, ServerParts parts, ComputedFields computed)
    {
        this.file = file;
        this.database = database;
        Mutations = parts.Mutations;
        executor = new(database, parts.Mutations, parts.Gate, computed, new(10, 2000), NullLogger<GraphQLExecutor>.Instance);
    }

    public MutationCatalog Mutations { get; }

    public static async Task<ExecutorHarness> OpenAsync(params ComputedField[] computed)
    {
        var file = await TestDatabase.CreateAsync();
        var time = new FakeTimeProvider(TestServer.Start);
        var options = new FlowsServerOptions { Database = file.Address, TimeProvider = time };
        var events = new EventHub();
        var database = await DatabaseOpener.OpenAsync(options, events);
        var parts = new ServerParts(database, events, options, () => new("http://localhost"), NullLoggerFactory.Instance);
        await parts.Tenants.EnsureDefaultAsync();
        return new(file, database, parts, new(computed));
    }

    public static Caller Tenant(string id) => Caller.Everyone with { TenantId = Guid.Parse(id) };

    public async Task<JsonElement> RunAsync(string query, Caller? caller = null)
    {
        using var output = new AnswerBuffer(1024 * 1024);
        await executor.ExecuteAsync(new(query, default, null), new(caller ?? Caller.Everyone, null, null, null), output, TestContext.Current.CancellationToken);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        output.CopyTo(bytes);
        var answer = JsonElement.Parse(Encoding.UTF8.GetString(bytes.WrittenSpan));
        answer.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return answer.GetProperty("data");
    }

    public async Task<string> MakeAsync(string mutation) => (await RunAsync($"mutation {{ made: {mutation} {{ id }} }}")).GetProperty("made").GetProperty("id").GetString()!;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await file.DisposeAsync();
    }
}
