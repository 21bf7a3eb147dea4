using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>Opens connections to the database file with the settings that every one of them needs.</summary>
internal static class SqliteConnections
{
    private const string Common =
        "pragma busy_timeout = 5000; pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32000; pragma mmap_size = 1073741824;";

    // The page size counts only before the first page is written; NORMAL with WAL survives the death of the process, which is what an acknowledgement promises.
    private const string Writer =
        "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 4000;";

    public static SqliteConnection OpenWriter(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, Common + Writer);

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly, Common + "pragma query_only = on;");

    private static SqliteConnection Open(string path, SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, pragmas);
            SqliteFunctions.Register(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The texts are the constants above.")]
    private static void Run(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
