namespace Flows.Server.Tests;

/// <summary>A SQLite file of a test's own, gone afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Whether a JSON value comes back with its keys in the order in which they were stored.</summary>
    public const bool KeepsKeyOrder = true;

    private readonly string folder = Directory.CreateTempSubdirectory("flows-database-").FullName;

    /// <summary>What the option says.</summary>
    public string Address => Path.Combine(folder, "server.db");

    public static Task<TestDatabase> CreateAsync() => Task.FromResult(new TestDatabase());

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
