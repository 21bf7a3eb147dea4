using Flows;
using Microsoft.Extensions.Logging.Abstractions;

public sealed class HelloFlowTests
{
    [Fact]
    public void HelloWorld_IsAMethod() => Assert.Equal("Hello Bob", HelloFlow.HelloWorld("Bob", NullLogger.Instance));

    [Fact]
    public async Task Flow_WithoutParameters_GreetsBob()
    {
        var flow = HelloFlow.Create();
        var state = await flow.RunAsync();
        Assert.Equal("Hello Bob", state.Result(flow.Output));
    }

    [Fact]
    public async Task Flow_WithAName_GreetsThatOne()
    {
        var flow = HelloFlow.Create();
        var state = await flow.RunAsync(new() { ["name"] = "Ann" });
        Assert.Equal("Hello Ann", state.Result(flow.Output));
    }

    [Fact]
    public async Task Flow_UnknownParameter_IsRefused() =>
        await Assert.ThrowsAsync<FlowParameterException>(() => HelloFlow.Create().RunAsync(new() { ["nam"] = "Ann" }));
}
