using Flows.Server.Access;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>One mutation: its types in GraphQL's own words, and what it does.</summary>
/// <param name="Name">Its name; its input type is <c>name_input</c>, its payload <c>name_payload</c>.</param>
/// <param name="Input">The fields of its one argument <c>input</c>.</param>
/// <param name="Payload">The fields of its answer.</param>
/// <param name="RunAsync">What it does.</param>
internal sealed record Mutation(string Name, string Input, string Payload, Func<MutationCall, Task<Payload>> RunAsync)
{
    /// <summary>What a caller must be allowed to do.</summary>
    public AccessScope Scope { get; init; } = AccessScope.Run;

    /// <summary>Whether only a caller of all tenants may call it. <value>The default is false.</value></summary>
    public bool NeedsAllTenants { get; init; }

    /// <summary>Whether the audit log keeps its calls.</summary>
    public bool IsAudited => !Everyday.Contains(Name);

    /// <summary>What runs and agents call all the time; the history of states and the logs tell it.</summary>
    private static readonly HashSet<string> Everyday = new(StringComparer.Ordinal)
    {
        "set_flow_run_states", "set_task_run_states", "write_run_logs", "update_flow_run_heartbeat", "update_task_run_heartbeat", "get_runs_in_queue",
        "claim_flow_runs", "get_or_create_task_run", "get_or_create_task_run_info",
    };

    /// <summary>A mutation that makes a row and answers with its id.</summary>
    public static Mutation Making(string name, string input, Func<MutationCall, Task<Guid>> makeAsync) =>
        new(name, input, IdPayload, async c => Mutations.Payload.Id(await makeAsync(c)));

    /// <summary>A mutation that changes something and answers that it has.</summary>
    public static Mutation Doing(string name, string input, Func<MutationCall, Task> doAsync) => new(name, input, SuccessPayload, async c =>
    {
        await doAsync(c);
        return Mutations.Payload.Success();
    });

    /// <summary>The payload of mutations that make something.</summary>
    public const string IdPayload = "id: UUID";

    /// <summary>The payload of mutations that only succeed.</summary>
    public const string SuccessPayload = "success: Boolean error: String";
}

/// <summary>A call of a mutation.</summary>
/// <param name="Input">Its input, which fits its type.</param>
/// <param name="Context">Who calls.</param>
/// <param name="Cancellation">Fires when the caller has gone.</param>
internal sealed record MutationCall(InputObject Input, RequestContext Context, CancellationToken Cancellation)
{
    /// <summary>The tenant that the input names, else the caller's own; null is for the store to choose.</summary>
    public Guid? TenantId => Input.IdOrNull("tenant_id") ?? Context.Caller.TenantId;
}
