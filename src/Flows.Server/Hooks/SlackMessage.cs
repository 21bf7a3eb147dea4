using System.Text.Json.Nodes;

namespace Flows.Server.Hooks;

/// <summary>An event as a message of Slack.</summary>
internal static class SlackMessage
{
    public static JsonObject Of(JsonNode happened, Uri link) => new()
    {
        ["text"] = Escape(HookEvent.Sentence(happened)),
        ["blocks"] = new JsonArray(
            Section($"*{Escape(HookEvent.Text(happened, "flow", "name"))}* · {Escape(HookEvent.Text(happened, "flow_run", "name"))}\n"
                + $"is *{Escape(HookEvent.Text(happened, "state", "state"))}*{Message(happened)}"),
            new JsonObject
            {
                ["type"] = "actions",
                ["elements"] = new JsonArray(new JsonObject
                {
                    ["type"] = "button",
                    ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = "Open the flow run" },
                    ["url"] = link.ToString(),
                }),
            },
            new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Markdown(Escape(happened["timestamp"]!.ToString()))) }),
    };

    private static string Message(JsonNode happened) =>
        HookEvent.Text(happened, "state", "message") is { Length: > 0 } message ? $"\n>{Escape(message).ReplaceLineEndings("\n>")}" : "";

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Markdown(text) };

    private static JsonObject Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = Short(text) };

    /// <summary>Text of users is never markup: Slack has these three characters for links and mentions.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Slack takes 3,000 characters per block.</summary>
    private static string Short(string text) => text.Length <= 2900 ? text : text[..2900] + "…";
}
