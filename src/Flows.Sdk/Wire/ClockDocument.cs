using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Wire;

/// <summary>What emits the times of a schedule (contract section 1.7).</summary>
[JsonConverter(typeof(ClockDocumentConverter))]
public abstract record ClockDocument
{
    private protected ClockDocument() { }

    /// <summary>The kind, for example <c>CronClock</c>.</summary>
    public abstract string Type { get; }

    /// <summary>The labels of the runs. <value>The default is null: those of the flow. An empty list is none.</value></summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Values for the parameters of the runs, by name. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, JsonElement> ParameterDefaults { get; init => field = value ?? new Dictionary<string, JsonElement>(); } = new Dictionary<string, JsonElement>();

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;
}

/// <summary>A clock that may begin and end.</summary>
public abstract record BoundedClockDocument : ClockDocument
{
    private protected BoundedClockDocument() { }

    /// <summary>The first time that may be emitted; its zone is the clock's. <value>The default is null: no limit, UTC.</value></summary>
    public ZonedTimeDocument? StartDate { get; init; }

    /// <summary>The last time that may be emitted. <value>The default is null: no limit.</value></summary>
    public ZonedTimeDocument? EndDate { get; init; }
}

/// <summary>Times at a fixed distance.</summary>
public sealed record IntervalClockDocument : BoundedClockDocument
{
    /// <inheritdoc/>
    public override string Type => "IntervalClock";

    /// <summary>The distance in microseconds; at least a minute.</summary>
    public required long Interval { get; init; }
}

/// <summary>Times that a cron expression matches.</summary>
public sealed record CronClockDocument : BoundedClockDocument
{
    /// <inheritdoc/>
    public override string Type => "CronClock";

    /// <summary>Minute, hour, day, month, weekday and, if there is a sixth field, second.</summary>
    public required string Cron { get; init; }

    /// <summary>Whether a day matches that fits the day or the weekday, where both are limited. <value>The default is true.</value></summary>
    public bool? DayOr { get; init => field = value ?? true; } = true;
}

/// <summary>Times that are listed.</summary>
public sealed record DatesClockDocument : ClockDocument
{
    /// <inheritdoc/>
    public override string Type => "DatesClock";

    /// <summary>The times, in any order.</summary>
    public required IReadOnlyList<ZonedTimeDocument> Dates { get; init; }
}

/// <summary>Times of a recurrence rule (RFC 5545).</summary>
public sealed record RRuleClockDocument : BoundedClockDocument
{
    /// <inheritdoc/>
    public override string Type => "RRuleClock";

    /// <summary>One rule, or a set of rules and dates, as the original writes it.</summary>
    public required JsonElement RruleObj { get; init; }

    /// <summary>The zone whose wall clock the rule follows; the original ignores this key. <value>The default is null: as the rule's own start says.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FlowsTimeZone { get; init; }
}

/// <summary>A clock of a kind that is not known here, kept as it was read.</summary>
public sealed record UnknownClockDocument : ClockDocument
{
    internal UnknownClockDocument(string type, JsonElement content) => (Type, Content) = (type, content);

    /// <inheritdoc/>
    public override string Type { get; }

    /// <summary>The whole document.</summary>
    public JsonElement Content { get; }
}

internal sealed class ClockDocumentConverter : KindConverter<ClockDocument>
{
    protected override string What => "clock";

    protected override JsonTypeInfo? Find(string kind) => kind switch
    {
        "IntervalClock" => WireJson.Default.IntervalClockDocument,
        "CronClock" => WireJson.Default.CronClockDocument,
        "DatesClock" => WireJson.Default.DatesClockDocument,
        "RRuleClock" => WireJson.Default.RRuleClockDocument,
        _ => null,
    };

    protected override ClockDocument Keep(string kind, JsonElement json) => new UnknownClockDocument(kind, json);

    protected override JsonElement? Kept(ClockDocument document) => (document as UnknownClockDocument)?.Content;
}
