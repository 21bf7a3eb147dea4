using Flows.Server.Data;

namespace Flows.Server.Tests;

/// <summary>A database that is open without a server, gone afterwards.</summary>
internal sealed class OpenDatabase : IAsyncDisposable
{
    private readonly TestDatabase made;

    private OpenDatabase(TestDatabase made, IDatabase database) => (this.made, Database) = (made, database);

    public IDatabase Database { get; }

    public static async Task<OpenDatabase> CreateAsync(TimeProvider time)
    {
        var made = await TestDatabase.CreateAsync();
        return new(made, await DatabaseOpener.OpenAsync(new() { Database = made.Address, TimeProvider = time }, new()));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await made.DisposeAsync();
    }
}
