using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Docker.DotNet.Models;

namespace Flows.Agents.Docker;

/// <summary>
/// Reads the host options of a run config. They stand in the names of Docker's SDK for Python (<c>mem_limit</c>), or in those of the
/// engine's API (<c>Memory</c>).
/// </summary>
internal static class HostOptions
{
    // The names that are not the engine's own ones in snake_case.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["mem_limit"] = "Memory",
        ["memswap_limit"] = "MemorySwap",
        ["mem_reservation"] = "MemoryReservation",
        ["mem_swappiness"] = "MemorySwappiness",
        ["dns_opt"] = "DnsOptions",
        ["read_only"] = "ReadonlyRootfs",
    };

    private static readonly Dictionary<string, string> EngineNames = typeof(HostConfig).GetProperties()
        .Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? p.Name).ToDictionary(n => n, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the engine's host config; what is not given keeps the engine's default.</summary>
    /// <exception cref="AgentException">An option is not known or has a value that the engine cannot take.</exception>
    public static HostConfig Read(JsonElement? options)
    {
        if (options is not { ValueKind: JsonValueKind.Object } given) return new();
        var engine = new JsonObject();
        foreach (var option in given.EnumerateObject())
        {
            var name = EngineName(option.Name);
            engine[name] = Convert(name, option.Value);
        }
        try
        {
            return engine.Deserialize<HostConfig>()!;
        }
        catch (JsonException e)
        {
            throw new AgentException($"The run config's host_config is not what a Docker engine takes: {e.Message} Correct it and register the flow again.", e);
        }
    }

    private static string EngineName(string name)
    {
        var plain = Renamed.GetValueOrDefault(name) ?? name.Replace("_", "", StringComparison.Ordinal);
        return EngineNames.GetValueOrDefault(plain) ?? throw new AgentException(
            $"The run config's host_config has the option '{name}', which the Docker agent does not know. Options have the names of Docker's SDK, for example mem_limit, cpu_shares, network_mode, binds.");
    }

    private static JsonNode? Convert(string name, JsonElement value) => name switch
    {
        "Memory" or "MemorySwap" or "MemoryReservation" or "ShmSize" when value.ValueKind == JsonValueKind.String => Bytes(name, value.GetString()!),
        "PortBindings" when value.ValueKind == JsonValueKind.Object => Ports(value),
        "Binds" when value.ValueKind == JsonValueKind.Object => Binds(value),
        "ExtraHosts" when value.ValueKind == JsonValueKind.Object => Pairs(value, (host, address) => $"{host}:{address}"),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private static JsonArray Pairs(JsonElement map, Func<string, JsonElement, string> join) =>
        [.. map.EnumerateObject().Select(p => (JsonNode)join(p.Name, p.Value))];

    // {"/on/host": {"bind": "/in/container", "mode": "ro"}}
    private static JsonArray Binds(JsonElement map) => Pairs(map, (source, target) => target.ValueKind == JsonValueKind.String
        ? $"{source}:{target}"
        : $"{source}:{target.GetProperty("bind")}:{(target.TryGetProperty("mode", out var mode) ? mode.ToString() : "rw")}");

    // {"8080": 80} or {"8080/tcp": "80"}
    private static JsonObject Ports(JsonElement map) => new(map.EnumerateObject().Select(p => KeyValuePair.Create(
        p.Name.Contains('/', StringComparison.Ordinal) ? p.Name : p.Name + "/tcp",
        (JsonNode?)new JsonArray(new JsonObject { ["HostPort"] = p.Value.ValueKind is JsonValueKind.Null ? "" : p.Value.ToString() }))));

    private static long Bytes(string name, string text)
    {
        var unit = char.ToLowerInvariant(text.TrimEnd('b', 'B').LastOrDefault());
        var factor = unit switch { 'k' => 1L << 10, 'm' => 1L << 20, 'g' => 1L << 30, 't' => 1L << 40, _ => 1L };
        var digits = text.TrimEnd('b', 'B');
        if (factor > 1) digits = digits[..^1];
        return double.TryParse(digits, CultureInfo.InvariantCulture, out var number)
            ? (long)(number * factor)
            : throw new AgentException($"The run config's host_config has '{text}' for {name}: write a number of bytes, or a number with k, m or g.");
    }
}
