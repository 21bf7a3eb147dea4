namespace Flows.Server.Hooks;

/// <summary>How cloud hooks are told of states.</summary>
public sealed class HookOptions
{
    /// <summary>
    /// Networks inside which hooks may call, as <c>10.1.0.0/16</c>. Addresses of the machine itself, of private networks and of cloud metadata are
    /// refused otherwise, whatever name or redirect leads there. <value>None by default.</value>
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>How long one attempt may take. <value>The default is 2 seconds, as in Prefect Server.</value></summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long to wait before each further attempt when a receiver cannot be reached or answers with a status that may pass (408, 429, 5xx).
    /// <value>The default is 10 seconds, 1, 10 and 30 minutes, 2 and 6 hours; after those the event is given up.</value>
    /// </summary>
    public IReadOnlyList<TimeSpan> Retries { get; set; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
    ];

    /// <summary>Where people see the dashboard, for links in messages. <value>The default is null: the address that the server itself has.</value></summary>
    public Uri? DashboardUri { get; set; }

    /// <summary>The events API of PagerDuty. <value>The default is <c>https://events.pagerduty.com/</c>; accounts in the EU have another.</value></summary>
    public Uri PagerDutyUri { get; set; } = new("https://events.pagerduty.com/");

    /// <summary>The API of Twilio. <value>The default is <c>https://api.twilio.com/</c>; other regions have others.</value></summary>
    public Uri TwilioUri { get; set; } = new("https://api.twilio.com/");
}
