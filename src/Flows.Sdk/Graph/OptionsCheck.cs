namespace Flows.Graph;

/// <summary>Refuses options that no run could follow.</summary>
internal static class OptionsCheck
{
    /// <summary>The longest wait for a retry, so that its end stays in the calendar.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(3650);

    /// <summary>The longest attempt: as long as timers can be set to.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(45);

    /// <exception cref="FlowDefinitionException">An option is out of range.</exception>
    public static void Check(TaskOptions options, string flow)
    {
        var where = $"of task '{options.Name}' in flow '{flow}'";
        if (string.IsNullOrWhiteSpace(options.Name))
            throw new FlowDefinitionException($"A task in flow '{flow}' has an empty name: give it one, or leave the name out to take the method's.");
        if (options.Retries < 0)
            throw new FlowDefinitionException($"Retries {where} is {options.Retries}: it must be 0 or more.");
        if (options.RetryDelay < TimeSpan.Zero)
            throw new FlowDefinitionException($"The retry delay {where} is {options.RetryDelay}: it must be zero or more.");
        if (options.Timeout <= TimeSpan.Zero)
            throw new FlowDefinitionException($"The timeout {where} is {options.Timeout}: it must be above zero, or null for no limit.");
        if (options.RetryDelay > LongestDelay)
            throw new FlowDefinitionException($"The retry delay {where} is {options.RetryDelay}: it must be at most {LongestDelay.Days} days.");
        if (options.Timeout > LongestTimeout)
            throw new FlowDefinitionException($"The timeout {where} is {options.Timeout}: it must be at most {LongestTimeout.Days} days, or null for no limit.");
        if (options.Tags.Any(string.IsNullOrWhiteSpace))
            throw new FlowDefinitionException($"A tag {where} is empty: leave it out.");
    }
}
