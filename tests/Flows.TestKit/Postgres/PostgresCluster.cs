using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Flows.TestKit.Postgres;

/// <summary>A PostgreSQL server of this test program's own, on a port of loopback, gone when the program ends.</summary>
public sealed class PostgresCluster
{
    private const int Attempts = 5;

    private const string Prefix = "flows-postgres-", Owner = "owner";

    private static readonly Lazy<Task<PostgresCluster>> Running = new(StartAsync);

    private readonly string folder;

    private PostgresCluster(string folder, int port)
    {
        this.folder = folder;
        Port = port;
    }

    /// <summary>Why no server can be started; null when one can.</summary>
    public static string? Missing => Programs is null
        ? "PostgreSQL is missing: install the package postgresql-15 (its initdb is looked for below /usr/lib/postgresql and on the PATH)." : null;

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    private static string? Programs { get; } = FindPrograms();

    private static bool IsRoot { get; } = Environment.UserName == "root";

    private string Data => Path.Combine(folder, "data");

    /// <summary>The server, which is started at the first call.</summary>
    /// <returns>The running server.</returns>
    public static Task<PostgresCluster> GetAsync()
    {
        Prerequisite.Require(Missing);
        return Running.Value;
    }

    /// <summary>A server of its own, to be stopped and started by a test; the caller ends it with <see cref="Stop"/>.</summary>
    /// <param name="isDurable">Whether what it has acknowledged survives the death of the machine, which costs time.</param>
    /// <param name="more">Further lines of its postgresql.conf.</param>
    /// <returns>The running server.</returns>
    public static async Task<PostgresCluster> StartOwnAsync(bool isDurable = false, string more = "")
    {
        Prerequisite.Require(Missing);
        SweepOrphans();
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, Owner), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (IsRoot) _ = (await CommandLine.RunAsync("chown", "postgres", folder)).Text;
        await RunAsync("initdb", "--pgdata", Path.Combine(folder, "data"), "--username=flows", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
        var settings = isDurable ? "" : "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n";
        await File.AppendAllTextAsync(Path.Combine(folder, "data", "postgresql.conf"),
            $"\n{settings}listen_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\nmax_connections = 300\nshared_buffers = 128MB\nautovacuum_naptime = 10s\n{more}\n");
        var cluster = new PostgresCluster(folder, 0);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
        for (var attempt = 1; ; attempt++)
        {
            cluster.Port = FreePort();
            try
            {
                await cluster.StartAgainAsync();
                return cluster;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody else has taken the port.
            }
        }
    }

    /// <summary>The process that all its others are children of.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>The address of one of its databases.</summary>
    /// <param name="database">The database.</param>
    /// <returns>A URL.</returns>
    public string Address(string database) => $"postgresql://flows@127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/{database}";

    /// <summary>Starts it again on the same port.</summary>
    /// <returns>A task that ends when it answers.</returns>
    public Task StartAgainAsync() => RunAsync("pg_ctl", "--pgdata", Data, "--log", Path.Combine(folder, "log"), "--wait", "-o", $"-p {Port.ToString(CultureInfo.InvariantCulture)}", "start");

    /// <summary>Stops it as a lost machine would, without an orderly end of its connections, and waits until it is gone.</summary>
    /// <returns>A task that ends when it is.</returns>
    public Task CrashAsync() => RunAsync("pg_ctl", "--pgdata", Data, "--wait", "--mode=immediate", "stop");

    /// <summary>Ends it for good and deletes its data.</summary>
    public void Stop()
    {
        if (!Directory.Exists(folder)) return;
        RunAsync("pg_ctl", "--pgdata", Data, "--wait", "--mode=immediate", "stop").ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        Directory.Delete(folder, recursive: true);
    }

    private static Task<PostgresCluster> StartAsync() => StartOwnAsync();

    /// <summary>Ends the servers of test programs that were killed.</summary>
    private static void SweepOrphans()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.Combine(folder, Owner);
            try
            {
                if (File.Exists(owner) && int.TryParse(File.ReadAllText(owner), CultureInfo.InvariantCulture, out var id) && !Directory.Exists($"/proc/{id}"))
                    new PostgresCluster(folder, 0).Stop();
            }
            catch (IOException)
            {
                // Another test program sweeps it too.
            }
        }
    }

    // PostgreSQL refuses to run as root.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        string[] command = IsRoot ? ["runuser", "-u", "postgres", "--", Path.Combine(Programs!, program), .. arguments] : [Path.Combine(Programs!, program), .. arguments];
        // The server keeps the outputs of pg_ctl open, so they are not read.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. command]) { WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with exit code {process.ExitCode}.");
    }

    private static string? FindPrograms()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions.OrderByDescending(v => v == "/usr/lib/postgresql/15").ThenByDescending(v => v, StringComparer.Ordinal)
            .Select(v => Path.Combine(v, "bin")).Append(Path.GetDirectoryName(Prerequisite.FindProgram("initdb")) ?? "/nowhere")
            .FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")));
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
