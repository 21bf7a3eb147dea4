namespace Flows.Sdk.Tests.Docs;

public sealed class SecretsPageTests
{
    [Fact]
    public async Task Secret_OfATest_ReachesTheTask() =>
        (await SecretsPage.InATestAsync(SecretsPage.Define())).Tasks[^1].State.Result.Value.ShouldBe("https://example.com/rows with 3 characters");

    [Fact]
    public async Task Secret_OfAProvider_ReachesTheTask()
    {
        var flow = SecretsPage.WithAProvider();

        (await flow.RunAsync()).Result(flow.Output).ShouldBe("https://example.com/rows with 14 characters");
    }

    [Fact]
    public async Task Secret_ThatIsJson_IsAValue()
    {
        var flow = SecretsPage.Values();
        var secrets = new SecretValues { ["DATABASE"] = """{"user": "ann", "password": "xyz"}""" };

        (await flow.RunAsync(options: new() { SecretProvider = secrets })).Result(flow.Output).ShouldBe(new("ann", "xyz"));
    }
}
