using System.Text.Json;

namespace Flows.Client.Queries;

/// <summary>A line of a flow run's log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Timestamp">When it was written.</param>
/// <param name="Level">One of DEBUG, INFO, WARNING, ERROR, CRITICAL.</param>
/// <param name="Name">Who wrote it.</param>
/// <param name="Message">What was written; it may have several lines.</param>
public sealed record LogLine(string Id, DateTimeOffset Timestamp, string Level, string Name, string Message)
{
    /// <summary>What a program added for programs. <value>The default is null: nothing.</value></summary>
    public JsonElement? Info { get; init; }
}
