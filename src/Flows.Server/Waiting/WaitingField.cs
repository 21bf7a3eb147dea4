using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Stores;

namespace Flows.Server.Waiting;

/// <summary>The field <c>flow_run.waiting_reason</c>.</summary>
internal static class WaitingField
{
    public static ComputedField Of(Clock clock) => new("flow_run", "waiting_reason", "code: String! message: String! advice: String!", WaitingRun.Columns, async (session, context) =>
    {
        var facts = await WaitingFacts.ReadAsync(session, context.Caller.TenantId, clock.Now);
        return row => WaitingRules.Find(new(row), facts) is { } reason
            ? Payload.Of(("code", reason.Code), ("message", reason.Message), ("advice", reason.Advice))
            : null;
    });
}
