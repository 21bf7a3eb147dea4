using Flows.TestKit.Postgres;

namespace Flows.Bench.Server;

/// <summary>The two databases: a file in artifacts/bench, and a PostgreSQL of the bench's own that keeps what it acknowledges.</summary>
internal sealed class Databases : IAsyncDisposable
{
    private readonly string file;
    private readonly PostgresCluster? cluster;

    private Databases(string file, PostgresCluster? cluster) => (this.file, this.cluster) = (file, cluster);

    public string Postgres => Cluster.Address("postgres");

    public int PostgresProcess => Cluster.ProcessId;

    public string PostgresConnection => $"Host=127.0.0.1;Port={Cluster.Port};Username=flows;Database=postgres;Maximum Pool Size=50";

    private PostgresCluster Cluster => cluster ?? throw new InvalidOperationException("PostgreSQL was not asked for.");

    /// <summary>Starts what is measured. Memory and planner as server.md had them.</summary>
    public static async Task<Databases> StartAsync(int runs, bool withPostgres)
    {
        var folder = Path.Combine("artifacts", "bench");
        Directory.CreateDirectory(folder);
        var cluster = withPostgres ? await PostgresCluster.StartOwnAsync(isDurable: true, "shared_buffers = 1GB\njit = off\nmax_wal_size = 4GB").ConfigureAwait(false) : null;
        return new(Path.Combine(folder, $"server-{runs}.db"), cluster);
    }

    /// <summary>A filled SQLite file of this run's own: a copy of one that is kept.</summary>
    public async Task<string> SqliteAsync(int runs)
    {
        if (!File.Exists(file))
        {
            File.Delete(file + ".part");
            await Dataset.EnsureAsync(file + ".part", runs).ConfigureAwait(false);
            File.Move(file + ".part", file);
        }
        foreach (var left in (string[])["", "-wal", "-shm"]) File.Delete(file + ".used" + left);
        File.Copy(file, file + ".used");
        return file + ".used";
    }

    public ValueTask DisposeAsync()
    {
        cluster?.Stop();
        return ValueTask.CompletedTask;
    }
}
