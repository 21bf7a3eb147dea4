using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Postgres;

/// <summary>A server's data moves from SQLite to PostgreSQL.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-copy-").FullName;

    private string Source => Path.Combine(folder, "server.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Copy_OfAServersData_IsAnsweredTheSame()
    {
        const string everything =
            """
            { tenant { id name settings } project { id name } flow(order_by: {id: asc}) { id serialized_flow parameters run_config created flow_group { settings } }
              task(order_by: {id: asc}) { id slug tags retry_delay } edge(order_by: {id: asc}) { key upstream_task { slug } }
              flow_run(order_by: {id: asc}) { id labels parameters state serialized_state states(order_by: {version: asc}) { version state } logs(order_by: {timestamp: asc}) { message level } }
              task_run(order_by: {id: asc}) { id state version } }
            """;
        System.Text.Json.JsonElement before;
        string run;
        await using (var scenario = await Scenario.StartAsync(configure: o => o.Database = Source))
        {
            run = await scenario.CreateRunAsync(new() { ["parameters"] = new JsonObject { ["text"] = "tab\tline\nback\\slash \u0000 ü \\N" } });
            await scenario.SetFlowRunAsync(run, "Running");
            await scenario.Server.MutateAsync("write_run_logs", new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = "a\r\n\\.\\N" } }, "success");
            before = await scenario.Server.RunAsync(everything);
        }
        await using var target = await TestDatabase.CreateEmptyAsync();
        var reported = new List<CopiedRows>();
        var copied = await DatabaseCopy.RunAsync(Source, target.Address, reported.Add, TestContext.Current.CancellationToken);
        copied.ShouldContain(new CopiedRows("flow_run", 1));
        copied.ShouldContain(new CopiedRows("task_run", 3));
        reported.ShouldContain(new CopiedRows("task_run", 3));
        await using (var server = await TestServer.StartAsync(o => o.Database = target.Address))
        {
            (await server.RunAsync(everything)).ShouldBeJson(before.GetRawText().Replace("\\u0000", "\uFFFD", StringComparison.Ordinal));
            // And it goes on from there.
            await server.MutateAsync("set_flow_run_states", Scenario.FlowRunState(run, "Success"), "states { id }");
        }
        (await Should.ThrowAsync<FlowsServerException>(DatabaseCopy.RunAsync(Source, target.Address, cancellationToken: TestContext.Current.CancellationToken)))
            .Message.ShouldBe($"The database {target.Address} is not empty: the table tenant has 1 rows. Nothing was copied. Name a new database (createdb NAME).");
    }

    [Fact]
    public async Task Copy_OfAFileInUse_IsRefused()
    {
        await using var target = await TestDatabase.CreateAsync();
        await using var scenario = await Scenario.StartAsync(configure: o => o.Database = Source);
        (await Should.ThrowAsync<FlowsServerException>(DatabaseCopy.RunAsync(Source, target.Address, cancellationToken: TestContext.Current.CancellationToken)))
            .Message.ShouldContain("is in use by another server");
    }

    [Theory]
    [InlineData("nowhere.db", "postgresql://localhost/x", "There is no database ")]
    [InlineData("postgresql://localhost/x", "postgresql://localhost/y", "What is copied is a SQLite file")]
    public async Task Copy_FromWhatIsNoFile_IsRefused(string from, string to, string sentence) =>
        (await Should.ThrowAsync<FlowsServerException>(DatabaseCopy.RunAsync(from, to, cancellationToken: TestContext.Current.CancellationToken))).Message.ShouldStartWith(sentence);
}
