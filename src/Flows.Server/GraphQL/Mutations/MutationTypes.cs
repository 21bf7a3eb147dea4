namespace Flows.Server.GraphQL.Mutations;

/// <summary>Types that are not the input or the payload of one mutation.</summary>
internal static class MutationTypes
{
    public const string Shared = """
        scalar UUID
        scalar DateTime
        scalar JSON
        enum log_level { DEBUG INFO WARNING ERROR CRITICAL }
        enum cloud_hook_type { PAGERDUTY SLACK_WEBHOOK TWILIO WEBHOOK PREFECT_MESSAGE }
        enum test_cloud_hook_state_type { SCHEDULED SUBMITTED SUCCESS RUNNING FAILED }
        enum api_key_scope { read run admin }
        input set_flow_run_state_input { flow_run_id: UUID! version: Int state: JSON! }
        input set_task_run_state_input { task_run_id: UUID! version: Int state: JSON! flow_run_version: Int }
        input write_run_log_input {
          flow_run_id: UUID! task_run_id: UUID timestamp: DateTime message: String name: String level: log_level info: JSON
        }
        input cron_clock_input { cron: String! parameter_defaults: JSON }
        input interval_clock_input { interval: Int! parameter_defaults: JSON }
        type claimed_flow { id: UUID name: String version: Int core_version: String storage: JSON environment: JSON }
        type claimed_task_run { id: UUID version: Int task_id: UUID state: String serialized_state: JSON }
        type claimed_flow_run {
          id: UUID claim: UUID lease_seconds: Int version: Int name: String state: String serialized_state: JSON parameters: JSON
          scheduled_start_time: DateTime run_config: JSON labels: [String!] flow: claimed_flow task_runs: [claimed_task_run!]
        }
        type set_state_payload { id: UUID status: String message: String }
        """;
}
