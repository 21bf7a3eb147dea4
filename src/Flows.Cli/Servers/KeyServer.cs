using System.CommandLine;
using Flows.Client;
using Flows.Server;

namespace Flows.Cli.Servers;

/// <summary>
/// The server whose keys a command is about: the one that is configured, or a database of one that does not run, which opens the door again when no key is left.
/// </summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly FlowsServer? own;

    private KeyServer(FlowsClient client, FlowsServer? own) => (Client, this.own) = (client, own);

    public FlowsClient Client { get; }

    public static Option<string?> DatabaseOption() => new("--database")
    {
        Description = "Works on the database of a server that does not run, without a key: a SQLite file or a URL of PostgreSQL.",
        HelpName = "FILE",
    };

    public static async Task<KeyServer> OpenAsync(CliEnvironment process, string? database, CancellationToken stop)
    {
        if (database is null) return new(process.Connect(process.LoadConfiguration()), null);
        if (!ServerOptions.IsPostgres(database) && !File.Exists(database))
            throw new CliException($"There is no database '{database}': a server makes one when it starts.");
        // For the length of the command, for this machine only, and without its services.
        var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = database, TimeProvider = process.TimeProvider, Services = { Enabled = false } });
        try
        {
            await server.StartAsync(stop);
            return new(new(new() { Api = server.ApiUri }), server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (own is not null) await own.DisposeAsync();
    }
}
