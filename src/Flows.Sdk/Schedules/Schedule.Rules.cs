using System.Text.Json;
using Flows.Results;

namespace Flows;

public sealed partial class Schedule
{
    /// <summary>Lets only times pass that pass all of these filters, and those that were set before.</summary>
    /// <param name="filters">The filters.</param>
    /// <returns>Another schedule.</returns>
    public Schedule Where(params ReadOnlySpan<ScheduleFilter> filters) => new(this) { Filters = [.. Filters, .. filters] };

    /// <summary>Lets only times pass that pass at least one of the filters that were ever given to this method.</summary>
    /// <param name="filters">The filters.</param>
    /// <returns>Another schedule.</returns>
    public Schedule WhereAny(params ReadOnlySpan<ScheduleFilter> filters) => new(this) { OrFilters = [.. OrFilters, .. filters] };

    /// <summary>Lets no time pass that passes one of these filters.</summary>
    /// <param name="filters">The filters.</param>
    /// <returns>Another schedule.</returns>
    public Schedule WhereNot(params ReadOnlySpan<ScheduleFilter> filters) => new(this) { NotFilters = [.. NotFilters, .. filters] };

    /// <summary>Moves each time that passes the filters; adjustments follow each other in the order in which they are given.</summary>
    /// <param name="adjustments">The adjustments.</param>
    /// <returns>Another schedule.</returns>
    public Schedule Adjust(params ReadOnlySpan<ScheduleAdjustment> adjustments) => new(this) { Adjustments = [.. Adjustments, .. adjustments] };

    /// <summary>Gives values to parameters of the runs that these clocks make: <c>.WithParameters(new() { ["region"] = "eu" })</c>.</summary>
    /// <param name="parameters">The values; they go before those of the flow and before earlier ones.</param>
    /// <returns>Another schedule.</returns>
    /// <exception cref="ScheduleException">A value is no JSON.</exception>
    public Schedule WithParameters(FlowParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var values = parameters.Values.Select(p => KeyValuePair.Create(p.Key, ToJson(p.Key, p.Value))).ToList();
        return new(this) { Clocks = [.. Clocks.Select(c => c with { ParameterDefaults = With(c.ParameterDefaults, values) })] };
    }

    /// <summary>Sets the labels of the runs that these clocks make; they stand in place of the flow's own.</summary>
    /// <param name="labels">The labels; none for runs that go to an agent without labels.</param>
    /// <returns>Another schedule.</returns>
    public Schedule WithLabels(params IReadOnlyList<string> labels) => new(this) { Clocks = [.. Clocks.Select(c => c with { Labels = [.. labels] })] };

    private static Dictionary<string, JsonElement> With(IReadOnlyDictionary<string, JsonElement> before, IEnumerable<KeyValuePair<string, JsonElement>> values)
    {
        var result = new Dictionary<string, JsonElement>(before);
        foreach (var (name, value) in values) result[name] = value;
        return result;
    }

    private static JsonElement ToJson(string name, object? value)
    {
        try
        {
            return value as JsonElement? ?? ValueJson.Default.Write(value, value?.GetType() ?? typeof(object));
        }
        catch (ValueJsonException e)
        {
            throw new ScheduleException($"The value of parameter '{name}' cannot travel in a schedule: {e.Message}", e);
        }
    }
}
