using Flows.Docker;
using Flows.Docker.Images;
using Flows.Sdk.Docker.Tests.Support;
using Flows.Storage;

namespace Flows.Sdk.Docker.Tests;

public sealed class ImagePlanningTests : IDisposable
{
    private readonly StoreSetup setup = new();
    private readonly TestProgram program = new();

    public void Dispose()
    {
        setup.Dispose();
        program.Dispose();
    }

    [Theory]
    [InlineData("Hello World", "hello-world")]
    [InlineData("  ETL: nightly (v2) ", "etl-nightly-v2")]
    [InlineData("Crème brûlée", "creme-brulee")]
    [InlineData("流れ", "flow-9f6e121f")]
    public void Plan_NoImageName_TakesTheFlowsName(string flow, string image)
    {
        var plan = ImagePlanning.Plan(new() { RegistryUrl = "registry.example.com" }, setup.Request(program.Folder, program.AssemblyFile, flow));
        plan.Target.ToString().ShouldBe($"registry.example.com/{image}");
    }

    [Theory]
    [InlineData("https://registry.example.com/team/", "registry.example.com/team/app")]
    [InlineData("registry.example.com:5000", "registry.example.com:5000/app")]
    [InlineData("docker.io/me", "docker.io/me/app")]
    public void Plan_RegistryUrl_MayHaveASchemeAndAPath(string url, string target)
    {
        Plan(new() { RegistryUrl = url, ImageName = "app" }).Target.ToString().ShouldBe(target);
    }

    [Fact]
    public void Plan_NoRegistry_SaysWhereToSetIt()
    {
        Refusal(new()).ShouldBe("DockerStorage needs a registry to push to: set RegistryUrl, or docker.registry_url (FLOWS__DOCKER__REGISTRY_URL).");
    }

    [Theory]
    [InlineData("App")]
    [InlineData("app:1.0")]
    [InlineData("a b")]
    [InlineData("app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Plan_ImageNameThatCannotBe_IsNamed(string name)
    {
        Refusal(new() { RegistryUrl = "r.example.com", ImageName = name }).ShouldContain(name);
    }

    [Fact]
    public void Plan_TagThatCannotBe_IsNamed()
    {
        Refusal(new() { RegistryUrl = "r.example.com", ImageName = "app", ImageTag = "a b" }).ShouldContain("has the tag 'a b'");
    }

    [Fact]
    public void Plan_BaseImageSettingThatCannotBe_NamesTheSetting()
    {
        setup.WithSetting("docker.base_image", "no image");
        Refusal(Valid()).ShouldStartWith("The setting docker.base_image names no image: 'no image'");
    }

    [Theory]
    [InlineData("windows/amd64")]
    [InlineData("linux")]
    public void Plan_PlatformThatCannotBe_IsNamed(string platform)
    {
        Refusal(new() { RegistryUrl = "r.example.com", Platform = platform }).ShouldStartWith($"DockerStorage.Platform is '{platform}'");
    }

    [Theory]
    [InlineData("relative.txt", "/x", "give an absolute path")]
    [InlineData("/nowhere/at/all", "/x", "which is not there")]
    [InlineData("/nowhere", "x", "absolute path of a file in the image")]
    [InlineData("/nowhere", "/a/../b", "absolute path of a file in the image")]
    [InlineData("/nowhere", "/a/", "absolute path of a file in the image")]
    public void Plan_FilesThatCannotBe_AreNamed(string source, string target, string why)
    {
        var refusal = Refusal(new() { RegistryUrl = "r.example.com", Files = new Dictionary<string, string> { [source] = target } });
        refusal.ShouldContain($"'{source}'");
        refusal.ShouldContain(why);
    }

    [Fact]
    public void Plan_FolderInFiles_IsTakenApart()
    {
        program.Write("conf/a.json", "a");
        program.Write("conf/sub/b.json", "b");
        var plan = Plan(new() { RegistryUrl = "r.example.com", Files = new Dictionary<string, string> { [Path.Combine(program.Folder, "conf")] = "/etc/app" } });
        plan.Files.Keys.Order().ShouldBe(["/etc/app/a.json", "/etc/app/sub/b.json"]);
    }

    [Fact]
    public void Plan_TwoFilesAtOnePlace_AreRefused()
    {
        var a = program.Write("a.txt", "a");
        var b = program.Write("b.txt", "b");
        Refusal(new() { RegistryUrl = "r.example.com", Files = new Dictionary<string, string> { [a] = "/x", [b] = "/x" } }).ShouldContain("at '/x'");
    }

    [Theory]
    [InlineData("A B", "x")]
    [InlineData("", "x")]
    [InlineData("A", "line\nbreak")]
    public void Plan_VariableThatCannotBe_IsRefused(string name, string value)
    {
        Refusal(new() { RegistryUrl = "r.example.com", EnvironmentVariables = new Dictionary<string, string> { [name] = value } }).ShouldStartWith("DockerStorage.EnvironmentVariables");
    }

    [Fact]
    public void WarnOfSecrets_NameThatSoundsLikeOne_IsWarnedOf()
    {
        ImagePlanning.WarnOfSecrets(["DB_PASSWORD", "GREETING"], setup.Progress);
        setup.Progress.Warnings.ShouldHaveSingleItem().ShouldContain("'DB_PASSWORD'");
    }

    [Fact]
    public void Plan_FolderWithoutTheProgram_IsRefused()
    {
        Should.Throw<FlowStorageException>(() => ImagePlanning.Plan(Valid(), setup.Request(program.Folder, "Other.dll"))).Message.ShouldContain("'Other.dll'");
    }

    private static DockerStorage Valid() => new() { RegistryUrl = "r.example.com" };

    private ImagePlan Plan(DockerStorage storage) => ImagePlanning.Plan(storage, setup.Request(program.Folder, program.AssemblyFile));

    private string Refusal(DockerStorage storage) => Should.Throw<FlowStorageException>(() => Plan(storage)).Message;
}
