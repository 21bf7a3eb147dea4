using System.Net.Sockets;
using Flows.Server.Errors;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>What an error of the database means: whether it passes, and what a caller is told.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the database is out of reach for the moment.</summary>
    public static bool IsConnectionLost(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or "57P05" or "25P03" || e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException e => e.IsTransient,
        SocketException or IOException => true,
        _ => false,
    };

    /// <summary>Whether nobody answered for so long that to wait once more is no help.</summary>
    public static bool IsTimeout(Exception exception) => exception is NpgsqlException { InnerException: TimeoutException };

    /// <summary>Whether another transaction stood in the way, so that the same work can succeed at once.</summary>
    public static bool IsContention(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable };

    /// <summary>Whether a JSON text holds the character 0, which <c>jsonb</c> does not take.</summary>
    public static bool IsZeroInJson(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UntranslatableCharacter };

    /// <summary>What the caller is told; the exception itself when it is not about the database's own matters.</summary>
    public static Exception Explain(Exception exception, PostgresAddress address) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } e => Unavailable(
            $"The database {address.Display} has no room left ({e.MessageText}): make room on its disk, then try again.", e),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } e => Unavailable(
            $"The database {address.Display} takes no changes just now ({e.MessageText}): name its primary server.", e),
        // What cannot be stored whatever one does: a number out of range, a text that is no JSON.
        PostgresException { SqlState: ['2', '2', ..] } e => new RequestException($"The database cannot store a value: {e.MessageText}.", ErrorCodes.Data),
        _ when IsTimeout(exception) => Unavailable($"The database {address.Display} did not answer in time; nothing was changed. Try again in a moment.", exception),
        _ when IsConnectionLost(exception) => Unavailable($"The database {address.Display} cannot be reached just now; nothing was changed. Try again in a moment.", exception),
        _ when IsContention(exception) => Unavailable("Other changes stood in the way of this one too often; nothing was changed. Try again in a moment.", exception),
        _ => exception,
    };

    private static RequestException Unavailable(string message, Exception cause) => new(message, ErrorCodes.Unavailable, cause: cause);
}
