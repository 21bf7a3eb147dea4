using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Flows.Bench;

/// <summary>What was measured, for people and for programs.</summary>
internal static class Report
{
    /// <summary>One line of JSON.</summary>
    public static string Json(IEnumerable<Measured> measured, IEnumerable<Retained> heap) => new JsonObject
    {
        ["processors"] = Environment.ProcessorCount,
        ["scenarios"] = new JsonObject(measured.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, new JsonObject
        {
            ["flow_ms"] = Math.Round(m.FlowMilliseconds, 3),
            ["bare_ms"] = m.BareMilliseconds is { } bare ? Math.Round(bare, 3) : null,
            ["ratio"] = m.Ratio is { } ratio ? Math.Round(ratio, 2) : null,
            ["tasks_per_second"] = Math.Round(m.TasksPerSecond),
            ["processor_ns_per_task"] = Math.Round(m.ProcessorNanosecondsPerTask),
            ["allocated_bytes_per_task"] = Math.Round(m.BytesPerTask),
        }))),
        ["retained_bytes_per_child"] = new JsonObject(heap.Select(h =>
            KeyValuePair.Create<string, JsonNode?>(h.Children.ToString(CultureInfo.InvariantCulture), Math.Round(h.BytesPerChild, 1)))),
    }.ToJsonString();

    /// <summary>A table.</summary>
    public static string Table(IEnumerable<Measured> measured, IEnumerable<Retained> heap)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{"scenario",-28}{"flow ms",10}{"bare ms",10}{"ratio",8}{"tasks/s",12}{"cpu ns/task",13}{"bytes/task",12}");
        foreach (var m in measured)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{m.Name,-28}{m.FlowMilliseconds,10:F2}{m.BareMilliseconds,10:F2}{m.Ratio,8:F2}{m.TasksPerSecond,12:N0}{m.ProcessorNanosecondsPerTask,13:F0}{m.BytesPerTask,12:F0}");
        }

        foreach (var h in heap) text.AppendLine(CultureInfo.InvariantCulture, $"retained heap, {h.Children:N0} children: {h.BytesPerChild:F1} bytes each");
        return text.ToString();
    }
}
