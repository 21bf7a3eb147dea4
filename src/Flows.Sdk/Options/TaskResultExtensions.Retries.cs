namespace Flows;

public static partial class TaskResultExtensions
{
    /// <summary>
    /// Sets how the call is tried again: the <c>n</c>th retry comes <c>delay * backoff^(n-1)</c> after the failure, at most
    /// <paramref name="maxDelay"/>, made longer or shorter by up to <paramref name="jitter"/>.
    /// </summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="retries">How often a failed run is tried again.</param>
    /// <param name="delay">How long to wait before the next attempt. <value>The default is zero.</value></param>
    /// <param name="backoff">Sets <see cref="TaskOptions.RetryBackoff"/>. <value>The default is 1.</value></param>
    /// <param name="maxDelay">Sets <see cref="TaskOptions.MaxRetryDelay"/>. <value>The default is null.</value></param>
    /// <param name="jitter">Sets <see cref="TaskOptions.RetryJitter"/>. <value>The default is 0.</value></param>
    public static TResult WithRetries<TResult>(
        this TResult result, int retries, TimeSpan delay = default, double backoff = 1, TimeSpan? maxDelay = null, double jitter = 0)
        where TResult : TaskResult => result.With(o => o with
        {
            Retries = retries,
            RetryDelay = delay,
            RetryBackoff = backoff,
            MaxRetryDelay = maxDelay,
            RetryJitter = jitter,
        });

    /// <summary>Sets <see cref="TaskOptions.RetryOn"/>: failures with another exception are not tried again.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="retryOn">Whether a failure with this exception is tried again.</param>
    public static TResult RetryOn<TResult>(this TResult result, [TaskBody] Func<Exception, bool> retryOn)
        where TResult : TaskResult => result.With(o => o with { RetryOn = retryOn });
}
