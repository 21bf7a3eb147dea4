using Flows.Server.Errors;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>What an error of SQLite means to a caller: most are nobody's fault and pass, as a disk without room.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Io = 10, Full = 13, CannotOpen = 14;

    /// <summary>What the caller is told; the exception itself when it is not about the file.</summary>
    public static Exception Explain(Exception exception, string path) => exception is not SqliteException e
        ? exception
        : e.SqliteErrorCode switch
        {
            Full => Unavailable($"The database {path} has no room left: make room on its disk, then try again; nothing was changed.", e),
            Busy or Locked => Unavailable($"The database {path} is held by another program: end it, then try again; nothing was changed.", e),
            ReadOnly or CannotOpen => Unavailable($"The database {path} cannot be written: give back the rights to its file, then try again; nothing was changed.", e),
            Io => Unavailable($"The disk of the database {path} fails: look at the system's log; nothing was changed.", e),
            NoMemory => Unavailable($"There was not enough memory to change the database {path}; nothing was changed. Try again in a moment.", e),
            _ => exception,
        };

    private static RequestException Unavailable(string message, Exception cause) => new(message, ErrorCodes.Unavailable, cause: cause);
}
