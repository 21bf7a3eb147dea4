using System.Text.Json;
using Flows.Wire;

namespace Flows.Schedules;

/// <summary>Emits times, and what the runs of those times are given.</summary>
internal abstract record Clock
{
    public IReadOnlyDictionary<string, JsonElement> ParameterDefaults { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Names the clock in sentences, for example <c>cron "0 6 * * *"</c>.</summary>
    public abstract string Describe();

    /// <summary>The times strictly after an instant, each later than the one before.</summary>
    public abstract IEnumerable<Tick> Ticks(DateTimeOffset after);

    /// <summary>The clock as the protocol writes it, without labels and defaults.</summary>
    protected abstract ClockDocument Write();

    public ClockDocument ToDocument() => Write() with { Labels = Labels, ParameterDefaults = ParameterDefaults };

    public sealed override string ToString() => Describe();
}

/// <summary>A clock that may begin and end.</summary>
internal abstract record BoundedClock : Clock
{
    /// <summary>The first time that counts; null for no limit.</summary>
    public ZonedTime? Start { get; init; }

    /// <summary>The last time that counts; null for no limit.</summary>
    public ZonedTime? End { get; init; }

    public virtual Zone Zone => Start?.Zone ?? Zone.Utc;

    public sealed override IEnumerable<Tick> Ticks(DateTimeOffset after)
    {
        if (Start?.Instant is { } start && after < start) after = start.AddTicks(-1);
        var (last, end) = (after, End?.Instant ?? DateTimeOffset.MaxValue);
        foreach (var time in Times(after))
        {
            if (time > end) yield break;
            if (time <= last) continue;
            last = time;
            yield return new(time, Zone);
        }
    }

    /// <summary>Times that hold all those after an instant; some may be too early or repeat.</summary>
    protected abstract IEnumerable<DateTimeOffset> Times(DateTimeOffset after);

    /// <exception cref="ScheduleException">The clock ends before it begins.</exception>
    protected void CheckBounds()
    {
        if (Start is not null && End is not null && End.Instant < Start.Instant)
            throw new ScheduleException($"The schedule {Describe()} ends at {End.Local:s}, before it starts at {Start.Local:s}: change one of them.");
    }
}

/// <summary>A time that a clock emits, with the offset of its zone.</summary>
internal readonly record struct Tick(DateTimeOffset Time, Zone Zone);
