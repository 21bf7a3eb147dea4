namespace Flows.Samples.Tests;

public sealed class SupportTriageTests
{
    [Theory]
    [InlineData("Ada", "My invoice is wrong", "Ada gets a refund")]
    [InlineData("Contoso", "The shop is down", "somebody is called for Contoso")]
    [InlineData("Ada", "The shop is down", "Ada waits in outages")]
    [InlineData("Ada", "How are you?", "Ada waits in support")]
    public async Task Ticket_OfEachKind_GoesToThoseWhoCanHelp(string customer, string text, string outcome)
    {
        var flow = SupportTriage.Create();
        var state = await flow.RunAsync(new() { ["ticket"] = new Ticket(customer, text) });
        state.IsSuccessful.ShouldBeTrue(state.ToString());
        state.Result(flow.Output).ShouldBe(outcome);
    }
}
