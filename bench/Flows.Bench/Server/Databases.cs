namespace Flows.Bench.Server;

/// <summary>The two databases, kept between runs of the bench in artifacts/bench.</summary>
internal sealed class Databases : IAsyncDisposable
{
    private Databases(string sqlite) => Sqlite = sqlite;

    public string Sqlite { get; }

    public string Postgres => throw new NotSupportedException();

    public int PostgresProcess => throw new NotSupportedException();

    public string PostgresConnection => throw new NotSupportedException();

    public static Task<Databases> StartAsync(int runs)
    {
        var folder = Path.Combine("artifacts", "bench");
        Directory.CreateDirectory(folder);
        return Task.FromResult(new Databases(Path.Combine(folder, $"server-{runs}.db")));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
