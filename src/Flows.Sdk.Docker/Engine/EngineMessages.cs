using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Flows.Storage;

namespace Flows.Docker.Engine;

/// <summary>
/// Reads the lines that an engine writes while it pulls, builds or pushes. It answers 200 before it starts: a failure is a line in the stream, and
/// a push is only done when a line told the digest.
/// </summary>
internal sealed class EngineMessages(IStorageProgress progress) : IProgress<JSONMessage>
{
    /// <summary>The first failure; null when there was none.</summary>
    public string? Error { get; private set; }

    /// <summary>The digest that a push told; null when it told none.</summary>
    public string? Digest { get; private set; }

    public void Report(JSONMessage value)
    {
        Error ??= value.Error?.Message;
        if (value.Aux?.ExtensionData?.TryGetValue("Digest", out var digest) == true)
            Digest = digest?.ToString();
        if (value is { Status: "Pushing" or "Downloading", Progress: { Current: { } current } moved })
            progress.Bytes($"layer {value.ID}", current, moved.Total);
        else if (value.Status == "Layer already exists")
            progress.Step($"Layer {value.ID} is already there");
    }

    /// <summary>The engine's own words in a refusal: the <c>message</c> of its JSON.</summary>
    public static string TextOf(DockerApiException e)
    {
        try
        {
            using var body = JsonDocument.Parse(e.ResponseBody ?? "");
            return (body.RootElement.GetProperty("message").GetString() ?? "").Trim();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"it answered {(int)e.StatusCode}";
        }
    }
}
