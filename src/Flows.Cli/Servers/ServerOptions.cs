using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Flows.Server;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Servers;

/// <summary>The options of a server, the same wherever one is started or described.</summary>
internal sealed class ServerOptions
{
    private static readonly FlowsServerOptions Defaults = new();

    private readonly Option<string> host = new("--host") { Description = "The address to listen on.", HelpName = "ADDRESS", DefaultValueFactory = _ => Defaults.Host };
    private readonly Option<int> port = new("--port", "--server-port") { Description = "The port of the API.", HelpName = "NUMBER", DefaultValueFactory = _ => Defaults.ApiPort };
    private readonly Option<int> uiPort = new("--ui-port") { Description = "The port of the dashboard.", HelpName = "NUMBER", DefaultValueFactory = _ => Defaults.UiPort };
    private readonly Option<bool> expose = new("--expose") { Description = "Listens on all addresses; callers then need an API key, of which the first start prints one." };
    private readonly Option<bool> insecure = new("--insecure") { Description = "Lets everybody in without a key when the server is exposed." };
    private readonly Option<string?> database = new("--database", "--postgres-url") { Description = $"The SQLite file, or postgresql://user:password@host:port/name (setting server.database). [default: {Defaults.Database}]", HelpName = "FILE|URL" };
    private readonly Option<Durability?> durability = new("--durability")
    {
        Description = "What an acknowledged change survives: normal, the death of the server; full, a loss of power too (setting server.durability). [default: normal]",
        HelpName = "normal|full",
    };

    private readonly Option<string[]> hookNetwork = new("--hook-network")
    {
        Description = "A network inside which cloud hooks may call, as 10.1.0.0/16; may be given more than once (setting server.hooks.allowed_networks).",
        HelpName = "CIDR",
    };

    private readonly AccessOptions access = new();
    private readonly ServiceSettings services = new();

    public ServerOptions()
    {
        foreach (var option in (Option<int>[])[port, uiPort]) option.Validators.Add(CheckPort);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[host, port, uiPort, expose, insecure, database, durability, hookNetwork]) command.Add(option);
        access.AddTo(command);
        services.AddTo(command);
    }

    /// <summary>The port of the API.</summary>
    public int Port(ParseResult line) => line.GetRequiredValue(port);

    /// <summary>Whether a database is PostgreSQL rather than a file.</summary>
    public static bool IsPostgres(string database) => new FlowsServerOptions { Database = database }.IsPostgres;

    /// <summary>A database for people: the path of its file, or a URL without its password.</summary>
    public static string Describe(string database) => new FlowsServerOptions { Database = database }.DatabaseName;

    /// <summary>What the command line and the configuration say.</summary>
    public FlowsServerOptions Read(ParseResult line, CliEnvironment process, ILoggerFactory loggers)
    {
        var configuration = process.LoadConfiguration();
        var options = new FlowsServerOptions
        {
            Host = line.GetRequiredValue(host),
            ApiPort = line.GetRequiredValue(port),
            UiPort = line.GetRequiredValue(uiPort),
            Expose = line.GetValue(expose),
            Insecure = line.GetValue(insecure),
            ApiKey = configuration["server.api_key"] is { Length: > 0 } key ? key : null,
            Database = line.GetValue(database) ?? (configuration["server.database"] is { Length: > 0 } file ? file : Defaults.Database),
            Durability = line.GetValue(durability) ?? (Enum.TryParse<Durability>(configuration["server.durability"], ignoreCase: true, out var set) ? set : default),
            Hooks =
            {
                AllowedNetworks = line.GetValue(hookNetwork) is { Length: > 0 } given ? given : List(configuration["server.hooks.allowed_networks"]),
                DashboardUri = Uri.TryCreate(configuration["server.hooks.dashboard_url"], UriKind.Absolute, out var dashboard) ? dashboard : null,
            },
            TimeProvider = process.TimeProvider,
            LoggerFactory = loggers,
        };
        access.Read(line, configuration, process.Sources, options);
        services.Apply(line, configuration, options);
        return options;
    }

    internal static string[] List(string? setting) =>
        (setting ?? "").Split([',', ' ', '[', ']', '"', '\''], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void CheckPort(OptionResult result)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var port) && port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            result.AddError($"{result.Option.Name} is {token.Value}, but ports go from {IPEndPoint.MinPort} (any free one) to {IPEndPoint.MaxPort}.");
    }
}
