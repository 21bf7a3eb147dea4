using System.Text;
using System.Text.Json;
using Flows.Server.Events;

namespace Flows.Server.Data.Postgres;

/// <summary>Events as the texts of notices: the sender, then a line of JSON for each, behind the name of its type.</summary>
internal static class EventNotice
{
    /// <summary>A notice may have less than 8000 bytes.</summary>
    private const int MaxBytes = 7900;

    private static readonly Dictionary<string, Type> Types = typeof(ServerEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(ServerEvent))).ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>Says only that somebody is there.</summary>
    public static string Hello(string sender) => sender;

    public static IEnumerable<string> Write(string sender, IReadOnlyList<ServerEvent> published)
    {
        var text = new StringBuilder(sender);
        var bytes = sender.Length;
        foreach (var happened in published)
        {
            var line = $"\n{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType())}";
            if (bytes + Encoding.UTF8.GetByteCount(line) > MaxBytes)
            {
                yield return text.ToString();
                text.Clear().Append(sender);
                bytes = sender.Length;
            }
            text.Append(line);
            bytes += Encoding.UTF8.GetByteCount(line);
        }
        if (text.Length > sender.Length) yield return text.ToString();
    }

    /// <summary>Reads the events of another sender; kinds that only a newer version knows are left out.</summary>
    public static List<ServerEvent> Read(string text, string self, out bool isFromOther)
    {
        var lines = text.Split('\n');
        isFromOther = lines[0] != self;
        if (!isFromOther) return [];
        var events = new List<ServerEvent>();
        foreach (var line in lines.Skip(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && Types.TryGetValue(line[..space], out var type) && JsonSerializer.Deserialize(line.AsSpan(space + 1), type) is ServerEvent happened)
                events.Add(happened);
        }
        return events;
    }
}
