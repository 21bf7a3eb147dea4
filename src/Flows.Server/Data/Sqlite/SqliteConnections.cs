using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>Opens connections to the database file with the settings that every one of them needs.</summary>
internal static class SqliteConnections
{
    /// <summary>Seconds that ADO repeats a statement by itself; the waiting is SQLite's own.</summary>
    private const int RepeatSeconds = 1;

    private const int Patience = 5000;

    private const string Common =
        "pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32000; pragma mmap_size = 1073741824;";

    // The page size counts only before the first page is written; with WAL, NORMAL survives the death of the process and FULL that of the machine.
    private const string Writer =
        "pragma page_size = 8192; pragma journal_mode = wal; pragma wal_autocheckpoint = 4000;";

    /// <param name="path">The file.</param>
    /// <param name="durability">What a commit survives.</param>
    /// <param name="patience">How long it waits for another program that holds the file, in milliseconds.</param>
    public static SqliteConnection OpenWriter(string path, Durability durability = Durability.Normal, int patience = Patience) =>
        Open(path, SqliteOpenMode.ReadWriteCreate, Common + Writer + $"pragma synchronous = {durability};", patience);

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly, Common + "pragma query_only = on;", Patience);

    private static SqliteConnection Open(string path, SqliteOpenMode mode, string pragmas, int patience)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = RepeatSeconds };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, $"pragma busy_timeout = {patience};{pragmas}");
            SqliteFunctions.Register(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The texts are the constants above and numbers.")]
    private static void Run(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
