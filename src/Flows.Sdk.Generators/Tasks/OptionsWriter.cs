using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Flows.Generators.Tasks;

/// <summary>Writes the options of a task as its attribute gives them.</summary>
internal static class OptionsWriter
{
    public static string Write(TaskModelOptions options) => $"new global::Flows.TaskOptions {{ {string.Join(", ", Given(options))} }}";

    private static IEnumerable<string> Given(TaskModelOptions options)
    {
        yield return $"Name = {Literal.Of(options.Name)}";
        if (options.Retries is { } retries) yield return $"Retries = {retries.ToString(CultureInfo.InvariantCulture)}";
        if (options.RetryDelaySeconds is { } delay) yield return $"RetryDelay = {Seconds(delay)}";
        if (options.TimeoutSeconds is { } timeout) yield return $"Timeout = {Seconds(timeout)}";
        if (options.Tags.Count > 0) yield return $"Tags = new string[] {{ {string.Join(", ", options.Tags.Select(Literal.Of))} }}";
    }

    private static string Seconds(double seconds) => $"global::System.TimeSpan.FromSeconds({Literal.Of(seconds)})";
}
