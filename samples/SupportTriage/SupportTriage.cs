using Flows;
using Microsoft.Extensions.Logging;

public enum Topic
{
    Billing,
    Outage,
    Other,
}

public sealed record Ticket(string Customer, string Text);

/// <summary>Sends a ticket to those who can help: a switch, an if inside of it, and what joins the branches again.</summary>
public static partial class SupportTriage
{
    [Task]
    public static Topic Classify(Ticket ticket) =>
        ticket.Text.Contains("invoice", StringComparison.OrdinalIgnoreCase) ? Topic.Billing
        : ticket.Text.Contains("down", StringComparison.OrdinalIgnoreCase) ? Topic.Outage
        : Topic.Other;

    [Task]
    public static bool IsLargeCustomer(string customer) => customer is "Contoso" or "Fabrikam";

    [Task]
    public static string Refund(Ticket ticket) => $"{ticket.Customer} gets a refund";

    [Task]
    public static string Escalate(Ticket ticket) => $"somebody is called for {ticket.Customer}";

    [Task]
    public static string Queue(Ticket ticket, string queue = "support") => $"{ticket.Customer} waits in {queue}";

    [Task]
    public static void Notify(string outcome, ILogger logger) => logger.LogInformation("{Outcome}", outcome);

    public static Flow<TaskResult<string>> Create() => Flow.Define("Triage", f =>
    {
        var ticket = f.Parameter("ticket", new Ticket("Contoso", "The shop is down"));
        var outcome = f.Switch(Classify(ticket))
            .Case(Topic.Billing, () => Refund(ticket))
            .Case(Topic.Outage, () => f.If(
                IsLargeCustomer(ticket.Select(t => t.Customer)),
                then: () => Escalate(ticket),
                otherwise: () => Queue(ticket, "outages")))
            .Default(() => Queue(ticket))
            .Merge();
        Notify(outcome);
        return outcome;
    });
}
