using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Flows.Server.Model;

namespace Flows.Server.Hooks;

/// <summary>What is sent to whom. A hook is told by one request, but a Twilio hook by one for each telephone.</summary>
internal sealed class HookRequests(HookOptions options, Func<Uri> dashboard)
{
    /// <summary>The id of the event, the same for each attempt.</summary>
    public const string EventIdHeader = "X-PREFECT-EVENT-ID";

    public IReadOnlyList<HttpRequestMessage> For(CloudHook hook, JsonNode happened)
    {
        var requests = hook.Type switch
        {
            HookType.Webhook => [Post(HookConfig.Text(hook.Config, "url"), Json(new() { ["event"] = happened.DeepClone() }))],
            HookType.SlackWebhook => [Post(HookConfig.Text(hook.Config, "url"), Json(SlackMessage.Of(happened, Link(happened))))],
            HookType.PagerDuty => [PagerDuty(hook, happened)],
            HookType.Twilio => HookConfig.Numbers(hook.Config).Select(n => Twilio(hook, happened, n)),
            _ => Enumerable.Empty<HttpRequestMessage>(),
        };
        var list = requests.ToList();
        foreach (var request in list)
        {
            request.Headers.Add(EventIdHeader, happened["id"]!.ToString());
            request.Headers.UserAgent.Add(new("Flows", FlowsServer.Version.Split('+')[0]));
        }
        return list;
    }

    private HttpRequestMessage PagerDuty(CloudHook hook, JsonNode happened)
    {
        var request = Post(new Uri(options.PagerDutyUri, "v2/enqueue").ToString(), Json(new()
        {
            ["routing_key"] = HookConfig.Text(hook.Config, "routing_key"),
            ["event_action"] = "trigger",
            ["dedup_key"] = happened["id"]!.ToString(),
            ["payload"] = new JsonObject
            {
                ["summary"] = HookEvent.Sentence(happened),
                ["source"] = "Flows",
                ["severity"] = HookConfig.Text(hook.Config, "severity"),
                ["timestamp"] = happened["timestamp"]!.ToString(),
                ["custom_details"] = happened.DeepClone(),
            },
            ["links"] = new JsonArray(new JsonObject { ["href"] = Link(happened).ToString(), ["text"] = "The flow run" }),
        }));
        request.Headers.Authorization = new("Token", $"token={HookConfig.Text(hook.Config, "api_token")}");
        return request;
    }

    private HttpRequestMessage Twilio(CloudHook hook, JsonNode happened, string number)
    {
        var account = HookConfig.Text(hook.Config, "account_sid");
        var request = Post(new Uri(options.TwilioUri, $"2010-04-01/Accounts/{Uri.EscapeDataString(account)}/Messages.json").ToString(), new FormUrlEncodedContent(
        [
            new("To", number), new("MessagingServiceSid", HookConfig.Text(hook.Config, "messaging_service_sid")),
            new("Body", $"{HookEvent.Sentence(happened)} {Link(happened)}"),
        ]));
        request.Headers.Authorization = Basic($"{account}:{HookConfig.Text(hook.Config, "auth_token")}");
        return request;
    }

    private Uri Link(JsonNode happened) => new(options.DashboardUri ?? dashboard(),
        $"{Uri.EscapeDataString(HookEvent.Text(happened, "tenant", "slug"))}/flow-run/{HookEvent.Text(happened, "flow_run", "id")}");

    private static HttpRequestMessage Post(string url, HttpContent content)
    {
        var uri = new Uri(url);
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        if (uri.UserInfo.Length > 0) request.Headers.Authorization = Basic(Uri.UnescapeDataString(uri.UserInfo));
        return request;
    }

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    private static StringContent Json(JsonObject json) => new(json.ToJsonString(JsonText.Plain), Encoding.UTF8, "application/json");
}
