namespace Flows.Server.GraphQL.Introspection;

/// <summary>What each table is, for those who read the schema.</summary>
internal static class TableDescriptions
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["tenant"] = "Those who share a server without seeing one another.",
        ["project"] = "A folder of flows.",
        ["flow_group"] = "What the versions of a flow share: settings, schedule, labels, default parameters.",
        ["flow"] = "One version of a flow.",
        ["task"] = "A task of one version of a flow.",
        ["edge"] = "What one task hands to another.",
        ["flow_run"] = "A run of a flow, with its current state.",
        ["task_run"] = "A run of a task in a flow run, with its current state; mapped ones have an index from 0.",
        ["flow_run_state"] = "A state that a flow run was in.",
        ["task_run_state"] = "A state that a task run was in.",
        ["log"] = "A line that a run has logged.",
        ["agent"] = "A process that starts runs.",
        ["agent_config"] = "Settings that agents look up.",
        ["message"] = "Something that people are told.",
        ["cloud_hook"] = "Who is told when runs change their state.",
        ["task_run_artifact"] = "A link or a text that a task run shows.",
        ["concurrency_limit"] = "How many runs with a label, or of a flow, may be active at once.",
        ["api_key"] = "A key that lets a caller in; the key itself is not kept.",
        ["audit_entry"] = "A mutation that was called: by whom, on what, and how it ended.",
        ["utility_traversal"] = "A task that was reached along edges, and how far away it is.",
    };

    public static string Of(string table) => Known.GetValueOrDefault(table, "Rows of " + table + ".");
}
