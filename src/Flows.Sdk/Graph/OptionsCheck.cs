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
        if (string.IsNullOrWhiteSpace(options.Name))
            throw new FlowDefinitionException($"A task in flow '{flow}' has an empty name: give it one, or leave the name out to take the method's.");
        if (options.Retries < 0)
            throw new FlowDefinitionException($"Retries {Where(options, flow)} is {options.Retries}: it must be 0 or more.");
        if (options.RetryDelay < TimeSpan.Zero)
            throw new FlowDefinitionException($"The retry delay {Where(options, flow)} is {options.RetryDelay}: it must be zero or more.");
        if (options.Timeout <= TimeSpan.Zero)
            throw new FlowDefinitionException($"The timeout {Where(options, flow)} is {options.Timeout}: it must be above zero, or null for no limit.");
        if (options.RetryDelay > LongestDelay)
            throw new FlowDefinitionException($"The retry delay {Where(options, flow)} is {options.RetryDelay}: it must be at most {LongestDelay.Days} days.");
        if (options.Timeout > LongestTimeout)
            throw new FlowDefinitionException($"The timeout {Where(options, flow)} is {options.Timeout}: it must be at most {LongestTimeout.Days} days, or null for no limit.");
        if (options.Tags.Count > 0 && options.Tags.Any(string.IsNullOrWhiteSpace))
            throw new FlowDefinitionException($"A tag {Where(options, flow)} is empty: leave it out.");
        CheckRetries(options, flow);
        if (options.RunName is { } template) CheckTemplate(template, $"The run name {Where(options, flow)}");
    }

    /// <summary>What holds only for all options together: they may be set one after the other.</summary>
    /// <exception cref="FlowDefinitionException">Options contradict each other.</exception>
    public static void CheckWhole(TaskOptions options, string flow)
    {
        if (options.Retries > 0) return;
        var given = options switch
        {
            { RetryDelay.Ticks: > 0 } => "retry delay",
            { RetryOn: not null } => "retry predicate",
            { MaxRetryDelay: not null } => "longest retry delay",
            { RetryBackoff: not 1 } => "retry backoff",
            { RetryJitter: not 0 } => "retry jitter",
            _ => null,
        };
        if (given is not null)
            throw new FlowDefinitionException($"Task '{options.Name}' in flow '{flow}' has a {given} but no retries: set its retries, or leave the {given} out.");
    }

    private static string Where(TaskOptions options, string flow) => $"of task '{options.Name}' in flow '{flow}'";

    private static void CheckTemplate(string template, string what)
    {
        if (string.IsNullOrWhiteSpace(template)) throw new FlowDefinitionException($"{what} is empty: give it a text such as \"load-{{table}}\", or null for none.");
        try
        {
            NameTemplate.Parse(template);
        }
        catch (FormatException e)
        {
            throw new FlowDefinitionException($"{what} is '{template}': {e.Message}");
        }
    }

    private static void CheckRetries(TaskOptions options, string flow)
    {
        if (options.RetryBackoff is not (>= 1 and <= 100))
            throw new FlowDefinitionException($"The retry backoff {Where(options, flow)} is {Number(options.RetryBackoff)}: it must be from 1, where all delays are equal, to 100.");
        if (options.RetryJitter is not (>= 0 and <= 1))
            throw new FlowDefinitionException($"The retry jitter {Where(options, flow)} is {Number(options.RetryJitter)}: it must be a share of the delay, from 0 to 1.");
        if (options.MaxRetryDelay is { } longest && (longest < options.RetryDelay || longest > LongestDelay))
            throw new FlowDefinitionException($"The longest retry delay {Where(options, flow)} is {longest}: it must be from the retry delay, which is {options.RetryDelay}, to {LongestDelay.Days} days.");
    }

    private static string Number(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
