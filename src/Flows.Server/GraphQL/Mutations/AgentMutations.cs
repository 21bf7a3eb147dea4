using Flows.Server.Model;
using Flows.Server.Stores;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Agents, their queue, and logs.</summary>
internal static class AgentMutations
{
    public static IEnumerable<Mutation> All(Agents agents, RunQueue queue, Logs logs) =>
    [
        Making("register_agent", "tenant_id: UUID labels: [String!] agent_config_id: UUID type: String! name: String",
            c => agents.RegisterAsync(c.TenantId, c.Input.Text("type"), c.Input.TextOrNull("name"), c.Context.CoreVersion, c.Input.Texts("labels"),
                c.Input.IdOrNull("agent_config_id"), c.Cancellation)),
        Doing("delete_agent", "agent_id: UUID!", c => agents.DeleteAsync(c.Input.Id("agent_id"), c.Cancellation)),
        new("get_runs_in_queue", "tenant_id: UUID before: DateTime labels: [String!]", "flow_run_ids: [String!]", async c => Payload.Of(("flow_run_ids",
            await queue.GetAsync(c.TenantId, c.Input.Time("before"), c.Input.Texts("labels"), c.Context.AgentId, c.Cancellation)))),
        Doing("write_run_logs", "logs: [write_run_log_input!]!", c => logs.WriteAsync([.. c.Input.Objects("logs").Select(Line)], c.Cancellation)),
    ];

    private static Logs.Line Line(InputObject line) => new(
        line.Id("flow_run_id"), line.IdOrNull("task_run_id"), line.Time("timestamp"), line.TextOrNull("name"), line.TextOrNull("level") ?? "INFO",
        line.TextOrNull("message"), line.Json("info") is { } info ? new JsonText(info.GetRawText()) : null);
}
