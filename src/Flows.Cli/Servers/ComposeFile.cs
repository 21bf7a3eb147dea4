using System.Globalization;
using System.Text.Json;
using Flows.Cli.Output;
using Flows.Server;

namespace Flows.Cli.Servers;

/// <summary>A Docker Compose file with this server and, unless there is one elsewhere, its PostgreSQL.</summary>
internal static class ComposeFile
{
    private const string Sdk = "mcr.microsoft.com/dotnet/sdk:10.0";

    public static string Of(FlowsServerOptions options, string? image)
    {
        var outside = ServerOptions.IsPostgres(options.Database);
        var services = new Dictionary<string, object>();
        if (!outside) services["postgres"] = Postgres();
        services["flows"] = Flows(options, image, outside);
        var file = new Dictionary<string, object> { ["services"] = services };
        if (!outside) file["volumes"] = new Dictionary<string, object> { ["flows-data"] = new Dictionary<string, object>() };
        return Header(outside) + YamlText.Of(JsonSerializer.SerializeToElement(file));
    }

    /// <summary>The command of a container that has this tool, or one that installs it first.</summary>
    public static string[] Command(string? image, params IEnumerable<string> words) => image is not null
        ? ["flows", .. words]
        : ["sh", "-c", $"dotnet tool update --global Flows.Cli --version {FlowsServer.Version} && exec /root/.dotnet/tools/flows {string.Join(' ', words.Select(Quote))}"];

    public static string ImageOr(string? image) => image ?? Sdk;

    // The header says what the file asks for; Compose itself refuses to start without it.
    private static string Header(bool outside) =>
        $"# Run it with: FLOWS_API_KEY=... {(outside ? "FLOWS_DATABASE=postgresql://..." : "POSTGRES_PASSWORD=...")} docker compose --file THIS_FILE up --detach\n";

    private static Dictionary<string, object> Postgres() => new()
    {
        ["image"] = "postgres:15",
        ["restart"] = "always",
        ["environment"] = new Dictionary<string, string> { ["POSTGRES_USER"] = "flows", ["POSTGRES_DB"] = "flows", ["POSTGRES_PASSWORD"] = "${POSTGRES_PASSWORD:?set it to a password}" },
        ["volumes"] = new[] { "flows-data:/var/lib/postgresql/data" },
        ["healthcheck"] = new Dictionary<string, object> { ["test"] = new[] { "CMD", "pg_isready", "--username", "flows" }, ["interval"] = "2s", ["retries"] = 30 },
    };

    private static Dictionary<string, object> Flows(FlowsServerOptions options, string? image, bool outside)
    {
        var at = options.Expose ? "" : "127.0.0.1:";
        var service = new Dictionary<string, object>
        {
            ["image"] = ImageOr(image),
            ["restart"] = "always",
            ["command"] = Command(image, "server", "start", "--expose", "--port", Text(options.ApiPort), "--ui-port", Text(options.UiPort)),
            ["environment"] = new Dictionary<string, string>
            {
                ["FLOWS__SERVER__API_KEY"] = "${FLOWS_API_KEY:?set it to a key of your own}",
                ["FLOWS__SERVER__DATABASE"] = outside ? "${FLOWS_DATABASE:?set it to the URL of the database}" : "postgresql://flows:${POSTGRES_PASSWORD}@postgres:5432/flows",
            },
            ["ports"] = new[] { $"{at}{options.ApiPort}:{options.ApiPort}", $"{at}{options.UiPort}:{options.UiPort}" },
        };
        if (!outside) service["depends_on"] = new Dictionary<string, object> { ["postgres"] = new Dictionary<string, string> { ["condition"] = "service_healthy" } };
        return service;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A word for a shell; Compose reads <c>$</c> itself, so it is doubled.</summary>
    private static string Quote(string word) =>
        (word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'").Replace("$", "$$", StringComparison.Ordinal);
}
