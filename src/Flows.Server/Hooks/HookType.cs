namespace Flows.Server.Hooks;

/// <summary>How a hook is told; the protocol's words are those of <see cref="HookTypes"/>.</summary>
internal enum HookType
{
    /// <summary>The event is posted as JSON.</summary>
    Webhook,

    /// <summary>A message is posted to an incoming webhook of Slack.</summary>
    SlackWebhook,

    /// <summary>An incident is opened.</summary>
    PagerDuty,

    /// <summary>A text message is sent to telephones.</summary>
    Twilio,

    /// <summary>A message is put into the tenant's inbox.</summary>
    PrefectMessage,
}

/// <summary>The types of hooks in the protocol's words.</summary>
internal static class HookTypes
{
    private static readonly Dictionary<string, HookType> Words = new(StringComparer.Ordinal)
    {
        ["WEBHOOK"] = HookType.Webhook,
        ["SLACK_WEBHOOK"] = HookType.SlackWebhook,
        ["PAGERDUTY"] = HookType.PagerDuty,
        ["TWILIO"] = HookType.Twilio,
        ["PREFECT_MESSAGE"] = HookType.PrefectMessage,
    };

    public static HookType Parse(string word) => Words[word];
}
