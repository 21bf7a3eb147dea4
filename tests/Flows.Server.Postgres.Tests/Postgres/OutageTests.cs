using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.TestKit.Postgres;

namespace Flows.Server.Tests.Postgres;

/// <summary>The database goes away and comes back while the server runs.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Database_ThatCrashesAndComesBack_IsAClearErrorMeanwhileAndLosesNothing()
    {
        var cluster = await PostgresCluster.StartOwnAsync(isDurable: true);
        try
        {
            await using var scenario = await Scenario.StartAsync(configure: o => (o.Database, o.TimeProvider) = (cluster.Address("postgres"), TimeProvider.System));
            var run = await scenario.CreateRunAsync();
            await scenario.SetFlowRunAsync(run, "Running");
            await cluster.CrashAsync();

            var (status, refused) = await scenario.Server.PostAsync("mutation($input: set_flow_run_states_input!) { set_flow_run_states(input: $input) { states { id } } }",
                new JsonObject { ["input"] = Scenario.FlowRunState(run, "Success") });
            status.ShouldBe(503);
            Error(refused).ShouldBe(("API_ERROR", $"The database {cluster.Address("postgres")} cannot be reached just now; nothing was changed. Try again in a moment."));
            Error((await scenario.Server.PostAsync("{ flow_run { state } }")).Answer).Code.ShouldBe("API_ERROR");

            await cluster.StartAgainAsync();
            await scenario.SetFlowRunAsync(run, "Success");
            (await scenario.FlowRunAsync(run, "state version")).ShouldBeJson("""{"state": "Success", "version": 3}""");
        }
        finally
        {
            cluster.Stop();
        }
    }

    private static (string Code, string Message) Error(JsonElement answer) =>
        (answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()!, answer.GetProperty("errors")[0].GetProperty("message").GetString()!);
}
