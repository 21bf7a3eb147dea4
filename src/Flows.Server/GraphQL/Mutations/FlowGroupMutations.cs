using Flows.Server.Stores;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>What all versions of a flow share.</summary>
internal static class FlowGroupMutations
{
    private const string Which = "flow_group_id: UUID!";

    public static IEnumerable<Mutation> All(FlowGroups groups, GroupSchedules schedules) =>
    [
        Doing("delete_flow_group", Which, c => groups.DeleteAsync(Group(c), c.Cancellation)),
        Doing("set_flow_group_default_parameters", $"{Which} parameters: JSON!",
            c => groups.SetParametersAsync(Group(c), c.Input.Json("parameters")!.Value, c.Cancellation)),
        Doing("set_flow_group_labels", $"{Which} labels: [String!]", c => groups.SetLabelsAsync(Group(c), c.Input.Texts("labels"), c.Cancellation)),
        Doing("set_flow_group_description", $"{Which} description: String",
            c => groups.DescribeAsync(Group(c), c.Input.TextOrNull("description"), c.Cancellation)),
        Doing("set_flow_group_run_config", $"{Which} run_config: JSON", c => groups.SetRunConfigAsync(Group(c), c.Input.Json("run_config"), c.Cancellation)),
        Doing("set_flow_group_schedule", $"{Which} cron_clocks: [cron_clock_input!] interval_clocks: [interval_clock_input!] timezone: String",
            c => schedules.SetAsync(Group(c), [.. Clocks(c.Input)], c.Input.TextOrNull("timezone"), c.Cancellation)),
        Doing("delete_flow_group_schedule", Which, c => schedules.DeleteAsync(Group(c), c.Cancellation)),
    ];

    private static Guid Group(MutationCall call) => call.Input.Id("flow_group_id");

    private static IEnumerable<GroupSchedules.ClockWish> Clocks(InputObject input) =>
        input.Objects("cron_clocks").Select(c => new GroupSchedules.ClockWish(c.Text("cron"), null, c.Json("parameter_defaults")))
            .Concat(input.Objects("interval_clocks").Select(c => new GroupSchedules.ClockWish(null, c.Number("interval"), c.Json("parameter_defaults"))));
}
