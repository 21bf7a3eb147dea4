using System.Text.Json;
using Docker.DotNet;

namespace Flows.Agents.Docker;

/// <summary>Reads an engine's own words out of its refusals.</summary>
internal static class EngineAnswer
{
    public static string MessageOf(DockerApiException e)
    {
        try
        {
            using var json = JsonDocument.Parse(e.ResponseBody ?? "");
            return json.RootElement.GetProperty("message").GetString() ?? e.Message;
        }
        catch (Exception inner) when (inner is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return e.Message;
        }
    }
}
