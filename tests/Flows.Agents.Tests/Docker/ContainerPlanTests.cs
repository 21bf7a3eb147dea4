using System.Text.Json;
using Docker.DotNet.Models;
using Flows.Agents.Docker;
using Flows.Agents.Launching;
using Flows.Agents.Tests.Support;
using Flows.Wire;

namespace Flows.Agents.Tests.Docker;

public sealed class ContainerPlanTests
{
    private static readonly Uri Loopback = new("http://localhost:4200");
    private static readonly DockerLauncherOptions Options = new() { AgentName = "hal" };

    [Fact]
    public void Make_Container_HasTheCommandAndLabelsOfTheProtocol()
    {
        var container = Make().Container;

        container.Image.ShouldBe("reg:5000/hello:1.0");
        container.Cmd.ShouldBe(["prefect", "execute", "flow-run"]);
        container.Labels.ShouldBe(new Dictionary<string, string>
        {
            ["io.prefect.flow-name"] = "Hello",
            ["io.prefect.flow-id"] = "flow-1",
            ["io.prefect.flow-run-id"] = "run-1",
            ["flows.agent"] = "hal",
        }, ignoreOrder: true);
        container.Env.ShouldContain("PREFECT__CONTEXT__IMAGE=reg:5000/hello:1.0");
        container.HostConfig!.AutoRemove.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/app/Hello.dll", "dotnet /app/Hello.dll execute flow-run")]
    [InlineData("my.flows", "prefect execute flow-run")]
    public void Make_ModuleInAnImage_IsStartedByItsName(string module, string command) =>
        string.Join(' ', ContainerPlan.Make(Runs.Of(Runs.Module(module)), "mine:2", new() { Api = "x", InContainers = true }, Loopback, Options, nativeEngine: true).Container.Cmd!).ShouldBe(command);

    [Fact]
    public void Make_LoopbackApiOnANativeEngine_SharesTheHostsNetwork()
    {
        var plan = Make();

        plan.Container.HostConfig!.NetworkMode.ShouldBe("host");
        plan.Container.Env.ShouldContain("PREFECT__CLOUD__API=http://localhost:4200");
    }

    [Fact]
    public void Make_LoopbackApiOnADesktopEngine_NamesTheHost()
    {
        var plan = Make(native: false);

        plan.Container.HostConfig!.NetworkMode.ShouldBeNullOrEmpty();
        plan.Container.HostConfig.ExtraHosts.ShouldBe(["host.docker.internal:host-gateway"]);
        plan.Container.Env.ShouldContain("PREFECT__CLOUD__API=http://host.docker.internal:4200");
    }

    [Fact]
    public void Make_ApiWithAName_IsPassedOnAsItIs()
    {
        var plan = Make(api: new("http://flows.example.com:4200/"));

        plan.Container.HostConfig!.NetworkMode.ShouldBeNullOrEmpty();
        plan.Container.HostConfig.ExtraHosts.ShouldBeNull();
        plan.Container.Env.ShouldContain("PREFECT__CLOUD__API=http://flows.example.com:4200");
    }

    [Fact]
    public void Make_Networks_JoinsTheFirstAtCreationAndTheOthersAfter()
    {
        var plan = Make(options: Options with { Networks = ["one", "two", "three"] });

        plan.Container.HostConfig!.NetworkMode.ShouldBe("one");
        plan.MoreNetworks.ShouldBe(["two", "three"]);
        plan.Container.Env.ShouldContain("PREFECT__CLOUD__API=http://host.docker.internal:4200");
    }

    [Fact]
    public void Make_VolumesAndHostConfig_AreJoined()
    {
        var config = new DockerRunDocument { Ports = [8080], HostConfig = JsonElement.Parse("""{ "binds": ["/a:/b"], "mem_limit": "2g", "cpu_shares": 512, "auto_remove": true }""") };

        var container = Make(config, Options with { Volumes = ["/data", "cache:/cache:ro"] }).Container;

        container.HostConfig!.Binds.ShouldBe(["/a:/b", "/data:/data:rw", "cache:/cache:ro"]);
        container.HostConfig.Memory.ShouldBe(2L << 30);
        container.HostConfig.CPUShares.ShouldBe(512);
        container.HostConfig.AutoRemove.ShouldBeFalse();
        container.ExposedPorts!.Keys.ShouldBe(["8080/tcp"]);
    }

    [Theory]
    [InlineData("""{ "network_mode": "bridge" }""", "NetworkMode", "bridge")]
    [InlineData("""{ "dns": ["1.1.1.1"] }""", "DNS", "1.1.1.1")]
    [InlineData("""{ "extra_hosts": { "db": "10.0.0.7" } }""", "ExtraHosts", "db:10.0.0.7")]
    [InlineData("""{ "binds": { "/a": { "bind": "/b", "mode": "ro" } } }""", "Binds", "/a:/b:ro")]
    [InlineData("""{ "shm_size": "64m" }""", "ShmSize", "67108864")]
    [InlineData("""{ "read_only": true }""", "ReadonlyRootfs", "True")]
    [InlineData("""{ "Memory": 1024 }""", "Memory", "1024")]
    public void Read_HostOption_BecomesTheEngines(string json, string property, string expected)
    {
        var value = typeof(HostConfig).GetProperty(property)!.GetValue(HostOptions.Read(JsonElement.Parse(json)));

        (value is IList<string> list ? string.Join(',', list) : value!.ToString()).ShouldBe(expected);
    }

    [Fact]
    public void Read_PortBindings_BecomeTheEngines()
    {
        HostOptions.Read(JsonElement.Parse("""{ "port_bindings": { "8080": 80 } }""")).PortBindings!["8080/tcp"][0].HostPort.ShouldBe("80");
    }

    [Theory]
    [InlineData("""{ "memory_limit": 1 }""", "'memory_limit'")]
    [InlineData("""{ "mem_limit": "lots" }""", "'lots'")]
    [InlineData("""{ "privileged": "very" }""", "host_config")]
    public void Read_HostOptionIsWrong_SaysWhich(string json, string expected) =>
        Should.Throw<AgentException>(() => HostOptions.Read(JsonElement.Parse(json))).Message.ShouldContain(expected);

    [Theory]
    [InlineData("relative")]
    [InlineData("/a:/b:rx")]
    [InlineData("/a:/b:ro:x")]
    public void ToBinds_MalformedVolume_IsRefused(string volume) =>
        Should.Throw<AgentException>(() => VolumeMounts.ToBinds([volume])).Message.ShouldContain($"'{volume}'");

    [Theory]
    [InlineData("tidy-otter", "tidy-otter", "tidy-otter-1")]
    [InlineData("Nightly load (Zoë)", "Nightly-load-Zo", "Nightly-load-Zo-1")]
    [InlineData("_.-x", "flow-run-x", "flow-run-x-1")]
    [InlineData("日本", "flow-run", "flow-run-1")]
    public void For_RunName_FitsTheEngine(string runName, string first, string second) =>
        ContainerNames.For(runName).Take(2).ShouldBe([first, second]);

    private static ContainerPlan Make(DockerRunDocument? config = null, DockerLauncherOptions? options = null, Uri? api = null, bool native = true)
    {
        var run = Runs.Of(Runs.Docker(), config);
        var facts = new AgentFacts { Api = "set by the plan", InContainers = true };
        return ContainerPlan.Make(run, ImageChoice.Of(run), facts, api ?? Loopback, options ?? Options, native);
    }
}
