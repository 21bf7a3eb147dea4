namespace Flows.Server.Data.Postgres;

/// <summary>Tries again what surely left nothing behind: at once at first, then for some seconds, since a server that starts again needs that long.</summary>
internal sealed class PostgresRetry(PostgresAddress address, TimeProvider time)
{
    private const int MaxAttempts = 14, AtOnce = 4;

    /// <param name="once">One attempt; its argument says whether the character 0 is to be taken out of JSON.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="Errors.RequestException">The last attempt failed too.</exception>
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
            catch (Exception e) when (PostgresErrors.Explain(e, address) is var told && told != e)
            {
                throw told;
            }
        }
    }

    private Task PauseAsync(int attempt, CancellationToken cancellationToken) => attempt < AtOnce
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 50 << (attempt - AtOnce))), time, cancellationToken);
}
