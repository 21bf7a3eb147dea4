namespace Flows.Server.Data.Sqlite;

/// <summary>Keeps a second server away from a database file: an open, locked file beside it, which the system frees when the process dies.</summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream file;

    private DatabaseLock(FileStream file) => this.file = file;

    /// <exception cref="FlowsServerException">Another process holds it.</exception>
    public static DatabaseLock Take(string databasePath)
    {
        try
        {
            return new(new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new FlowsServerException($"The database {databasePath} is in use by another server. Stop that one, or name another database.", e);
        }
    }

    public void Dispose() => file.Dispose();
}
