using Flows.Server.Errors;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Data.Postgres;

/// <summary>Tries again what surely left nothing behind: at once at first, then for some seconds, since a server that starts again needs that long.</summary>
internal sealed class PostgresRetry(PostgresAddress address, TimeProvider time, ILogger logger)
{
    private const int MaxAttempts = 14, AtOnce = 4;

    /// <param name="once">One attempt; its argument says whether the character 0 is to be taken out of JSON.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="RequestException">The last attempt failed too.</exception>
    public async Task<T> RunAsync<T>(Func<bool, Task<T>> once, CancellationToken cancellationToken)
    {
        var cleansJson = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await once(cleansJson);
            }
            catch (Exception e) when (!cleansJson && PostgresErrors.IsZeroInJson(e))
            {
                cleansJson = true;
            }
            catch (Exception e) when (attempt < MaxAttempts && (PostgresErrors.IsConnectionLost(e) || PostgresErrors.IsContention(e)) && !PostgresErrors.IsTimeout(e))
            {
                await PauseAsync(attempt, cancellationToken);
            }
            catch (Exception e) when (Explain(e) is { } told)
            {
                throw told;
            }
        }
    }

    /// <summary>What a caller is told of an error of the database; null when it is about something else. An outage is logged too.</summary>
    public RequestException? Explain(Exception exception)
    {
        if (exception is RequestException || PostgresErrors.Explain(exception, address) is not RequestException told) return null;
        if (told.Code == ErrorCodes.Unavailable) logger.LogWarning("{Trouble} ({Cause})", told.Message, exception.Message);
        return told;
    }

    private Task PauseAsync(int attempt, CancellationToken cancellationToken) => attempt < AtOnce
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 50 << (attempt - AtOnce))), time, cancellationToken);
}
