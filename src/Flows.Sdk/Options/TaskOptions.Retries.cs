namespace Flows;

public sealed partial record TaskOptions
{
    /// <summary>By what the delay is multiplied for each further retry, from 1 to 100. <value>The default is 1: all delays are equal.</value></summary>
    public double RetryBackoff { get; init; } = 1;

    /// <summary>The longest delay, whatever backoff and jitter make of it. <value>The default is null: 3650 days.</value></summary>
    public TimeSpan? MaxRetryDelay { get; init; }

    /// <summary>
    /// By which share a delay is made longer or shorter, from 0 to 1, so that tasks which failed together are not tried again together: 0.1 is
    /// up to a tenth either way. <value>The default is 0.</value>
    /// </summary>
    public double RetryJitter { get; init; }

    /// <summary>
    /// Whether a failure with this exception is tried again; it is asked for a timeout as well, with a <see cref="TimeoutException"/>.
    /// <value>The default is null: every failure is.</value>
    /// </summary>
    public Func<Exception, bool>? RetryOn { get; init; }
}
