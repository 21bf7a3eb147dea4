using Flows.Server.Access;
using Flows.Server.Errors;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>What stands between a caller and a mutation: its scope, the rows of other tenants, and the audit log.</summary>
internal sealed class MutationGate(TenantGuard guard, AuditLog audit, TimeProvider time)
{
    /// <summary>Refuses mutations that the caller may not call at all.</summary>
    /// <exception cref="RequestException">The key is not good for it.</exception>
    public static void Ensure(Mutation mutation, Caller caller)
    {
        ScopeRules.Ensure(caller, mutation.Scope, mutation.Name);
        if (mutation.NeedsAllTenants) ScopeRules.EnsureAllTenants(caller, mutation.Name);
    }

    /// <summary>Whether a caller may call a mutation at all.</summary>
    public static bool Allows(Mutation mutation, Caller caller) => caller.Scope >= mutation.Scope && !(mutation.NeedsAllTenants && caller.TenantId is not null);

    /// <summary>Runs a mutation as if only the rows of the caller's tenant were there.</summary>
    /// <param name="mutation">The mutation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="context">Who calls.</param>
    /// <param name="refusal">Makes a sentence of what is thrown.</param>
    /// <param name="cancellationToken">Fires when the caller has gone.</param>
    /// <exception cref="RequestException">It failed.</exception>
    public async Task<Payload> RunAsync(Mutation mutation, InputObject input, RequestContext context, Func<Exception, RequestException> refusal,
        CancellationToken cancellationToken)
    {
        var hidden = await HiddenIds.FindAsync(guard, context.Caller, input, cancellationToken);
        try
        {
            var payload = await mutation.RunAsync(new(hidden.In(OfTenant(input, context.Caller)), context, cancellationToken));
            await NoteAsync(mutation, input, payload, context, null);
            return payload;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var told = hidden.Reveal(refusal(e));
            await NoteAsync(mutation, input, null, context, told.Message);
            throw told;
        }
    }

    /// <summary>A caller of one tenant means that one when the input names none.</summary>
    private static InputObject OfTenant(InputObject input, Caller caller) =>
        caller.TenantId is { } tenant && input.Has("tenant_id") && input.IdOrNull("tenant_id") is null ? input.With("tenant_id", tenant) : input;

    private ValueTask NoteAsync(Mutation mutation, InputObject input, Payload? payload, RequestContext context, string? refusal)
    {
        if (!mutation.IsAudited) return ValueTask.CompletedTask;
        var subjects = input.Ids().ToList();
        if (payload?.Fields.GetValueOrDefault("id") is Guid made) subjects.Add(("id", made));
        return audit.NoteAsync(new(context.Caller, mutation.Name, subjects, context.Address, time.GetUtcNow(), refusal));
    }
}
