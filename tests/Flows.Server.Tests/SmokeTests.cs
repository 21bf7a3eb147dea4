namespace Flows.Server.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Hello_OfAnEmptyServer_AnswersWithDefaultTenant()
    {
        await using var server = await TestServer.StartAsync();
        var data = await server.RunAsync("query { hello tenant { slug settings projects_aggregate { aggregate { count } nodes { id } } flows { id project { name flows { id } } } } api { backend core_version } }");
        data.ShouldBeJson("""{"hello":"👋","tenant":[{"slug":"default","settings":{},"projects_aggregate":{"aggregate":{"count":0},"nodes":[]},"flows":[]}],"api":{"backend":"SERVER","core_version":"1.4.1"}}""");
    }
}
