using System.Net;
using Polly;
using Polly.Retry;

namespace Flows.Client;

/// <summary>
/// When a call is repeated (contract section 2.1): connection errors and HTTP 500, 502, 503, 504; API_ERROR; HTTP 429. All calls are
/// POSTs; those that create something carry an idempotency key. A person who waits gets two repeats, a process that must hold out six.
/// </summary>
internal static class GraphQLRetry
{
    private const int PatientRetries = 6;
    private const int PromptRetries = 2;

    public static ResiliencePipeline<GraphQLAnswer> Create(FlowsClientOptions options) =>
        new ResiliencePipelineBuilder<GraphQLAnswer> { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions<GraphQLAnswer>
            {
                MaxRetryAttempts = options.Patient ? PatientRetries : PromptRetries,
                ShouldHandle = outcome => ValueTask.FromResult(ShouldRetry(outcome.Outcome, options.Patient)),
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(DelayAfter(attempt.Outcome.Result, attempt.AttemptNumber, options.Patient)),
            })
            .Build();

    private static bool ShouldRetry(Outcome<GraphQLAnswer> outcome, bool patient) => outcome switch
    {
        { Exception: HttpRequestException } => true,
        { Exception: TimeoutException } => patient,
        { Result: { Status: HttpStatusCode.TooManyRequests } } => patient,
        { Result: { } answer } => answer.IsServerTrouble || answer.IsApiError,
        _ => false,
    };

    private static TimeSpan DelayAfter(GraphQLAnswer? answer, int attempt, bool patient) => answer switch
    {
        { Status: HttpStatusCode.TooManyRequests } => answer.RetryAfter ?? TimeSpan.FromSeconds(180 + (Random.Shared.NextDouble() * 10 * Math.Pow(2, attempt))),
        { IsApiError: true } => TimeSpan.FromSeconds(0.25 * Math.Pow(2, attempt)),
        _ => TimeSpan.FromSeconds((patient ? 1 : 0.5) * Math.Pow(2, attempt)),
    };
}
