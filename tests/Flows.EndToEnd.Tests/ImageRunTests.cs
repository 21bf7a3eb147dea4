using System.Text.Json;
using Flows.EndToEnd.Tests.Support;
using Flows.TestKit.Docker;

namespace Flows.EndToEnd.Tests;

/// <summary>The main job on real parts: register from the sample, push to a private registry, run by the Docker agent from the pushed image.</summary>
public sealed class ImageRunTests(ImageDesk desk)
{
    [Theory]
    [InlineData("direct")]
    [InlineData("engine")]
    public async Task RegisterAndRun_EitherImageWay_StatesAndLogsComeBack(string builder)
    {
        desk.Require();
        var project = $"Hello_{builder}";
        (await desk.Home.FlowsAsync("create", "project", project)).ShouldSucceed();
        var environment = new Dictionary<string, string> { ["FLOWS__DOCKER__BUILDER"] = builder };
        var registered = (await desk.Home.ProgramAsync(Programs.HelloFlow, environment, "register", "--project", project, "--run-config", "docker", "--label", builder)).ShouldSucceed();
        registered.Output.ShouldContain("version 1");
        var stored = (await desk.Home.QueryAsync($"query {{ flow(where: {{ project: {{ name: {{ _eq: \"{project}\" }} }} }}) {{ storage }} }}")).GetProperty("flow")[0].GetProperty("storage");
        stored.GetProperty("image_name").GetString().ShouldBe("hello_container@sha256");
        await using var agent = await desk.Home.AgentAsync("docker", "--label", "your-label", "--label", builder, "--name", builder);

        var watched = await desk.Home.FlowsAsync("run", "flow", "--name", "Hello", "--project", project, "--param", "name=Ada", "--watch");

        watched.ShouldSucceed().Output.ShouldContain("Hello Ada");
        var run = (await desk.Home.QueryAsync(
            $$"""
            query { flow_run(where: { flow: { project: { name: { _eq: "{{project}}" } } } }) { state parameters
              states(order_by: { version: asc }) { state } logs(order_by: { timestamp: asc }) { message level task_run_id } task_runs { state task { slug } } agent { name } } }
            """)).GetProperty("flow_run")[0];
        Words(run.GetProperty("states"), "state").ShouldBe(["Scheduled", "Submitted", "Running", "Success"]);
        Words(run.GetProperty("logs"), "message").ShouldContain("Hello Ada");
        run.GetProperty("logs").EnumerateArray().Single(l => l.GetProperty("message").GetString() == "Hello Ada").GetProperty("task_run_id").ValueKind.ShouldBe(JsonValueKind.String);
        Words(run.GetProperty("task_runs"), "state").ShouldAllBe(s => s == "Success");
        run.GetProperty("parameters").GetProperty("name").GetString().ShouldBe("Ada");
        run.GetProperty("agent").GetProperty("name").GetString().ShouldBe(builder);
        var containers = await DockerEngineFixture.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=io.prefect.flow-name=Hello", "--filter", $"ancestor={desk.Registry.Host}/hello_container@sha256:{stored.GetProperty("image_tag").GetString()}");
        containers.Text.Trim().ShouldBeEmpty("the container is removed after its end");
    }

    [Fact]
    public async Task Container_ThatExitsInTheMiddle_FailsTheRunWithCodeAndLastLines()
    {
        desk.Require();
        (await desk.Home.FlowsAsync("create", "project", "Exits")).ShouldSucceed();
        (await desk.Home.ProgramAsync(Programs.TestFlows, "register", "--project", "Exits", "--flow", "Exits", "--storage", "docker", "--run-config", "docker")).ShouldSucceed();
        await using var agent = await desk.Home.AgentAsync("docker", "--label", "desk", "--name", "exits");

        var watched = await desk.Home.FlowsAsync("run", "flow", "--name", "Exits", "--project", "Exits", "--watch");

        watched.ExitCode.ShouldBe(1, watched.All);
        watched.Output.ShouldContain("exit code 3");
        watched.Output.ShouldContain("The process is about to end.");
    }

    [Fact]
    public async Task Register_ChangedLine_UploadsOnlyProjectLayerManifestAndConfig()
    {
        desk.Require();
        using var project = new PackagedProject();
        await project.CreateAsync("Counted");
        (await desk.Home.FlowsAsync("create", "project", "Counted")).ShouldSucceed();
        await project.BuildAsync();
        (await desk.Home.ProgramAsync(project.Assembly, "register", "--project", "Counted")).ShouldSucceed();
        project.Replace("Hello ", "Good morning ");
        await project.BuildAsync();
        var traffic = desk.Registry.Proxy.Watch("hello_container");

        var again = (await desk.Home.ProgramAsync(project.Assembly, "register", "--project", "Counted")).ShouldSucceed();

        again.Output.ShouldContain("version 2");
        var uploads = traffic.Requests.Where(r => r.Method is "PUT" or "PATCH" && r.Bytes > 0).ToList();
        uploads.Count(r => r.Path.Contains("/blobs/uploads/", StringComparison.Ordinal)).ShouldBe(2, "the project's layer and the config");
        uploads.Where(r => r.Path.Contains("/manifests/", StringComparison.Ordinal)).ShouldNotBeEmpty();
        traffic.UploadedBytes.ShouldBeLessThan(200_000);
    }

    private static IEnumerable<string?> Words(JsonElement list, string property) => list.EnumerateArray().Select(e => e.GetProperty(property).GetString());
}
