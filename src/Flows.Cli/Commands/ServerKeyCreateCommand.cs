using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Flows.Cli.Servers;

namespace Flows.Cli.Commands;

/// <summary><c>flows server key create</c></summary>
internal sealed partial class ServerKeyCreateCommand : CliCommand
{
    private readonly Argument<string> name = new("name") { Description = "What people call the key, for example who uses it." };
    private readonly Option<string> scope = new("--scope") { Description = "What it is good for: read looks, run also registers and runs flows, admin also makes keys and tenants.", HelpName = "SCOPE", DefaultValueFactory = _ => "run" };
    private readonly Option<string?> tenant = new("--tenant") { Description = "The slug of the tenant that it is for. [default: all that your own key is for]", HelpName = "SLUG" };
    private readonly Option<string?> expires = new("--expires") { Description = "When it ends: a date, or a time from now such as 90d or 12h. [default: never]", HelpName = "WHEN" };
    private readonly Option<string?> database = KeyServer.DatabaseOption();
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerKeyCreateCommand(CliEnvironment environment)
        : base(
            environment, "create", "Makes an API key and prints it, once.",
            "flows server key create build-agent", "flows server key create grafana --scope read --expires 90d", "flows server key create me --scope admin --database ./flows.db")
    {
        scope.AcceptOnlyFromAmong("read", "run", "admin");
        Add(name);
        foreach (var option in (Option[])[scope, tenant, expires, database, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var end = line.GetValue(expires) is { } when ? Instant(when) : (DateTimeOffset?)null;
        await using var server = await KeyServer.OpenAsync(Process, line.GetValue(database), stop);
        string? id = null;
        if (line.GetValue(tenant) is { } slug)
            id = await server.Client.FindTenantAsync(slug, stop) ?? throw new CliException($"There is no tenant '{slug}': `flows server create-tenant` makes one.");
        var (label, word) = (line.GetRequiredValue(name), line.GetRequiredValue(scope));
        var made = await server.Client.CreateApiKeyAsync(label, word, id, end, stop);
        await AnswerAsync(
            line.GetValue(json), new { made.Id, made.Key, Name = label, Scope = word, Tenant = line.GetValue(tenant), Expires = end },
            $"{made.Key}{Environment.NewLine}This is the key '{label}' ({word}); it is shown only now. Its user runs `flows auth login`, or sets FLOWS__CLOUD__API_KEY.");
        return ExitCodes.Ok;
    }

    private DateTimeOffset Instant(string text)
    {
        if (Span().Match(text) is { Success: true } span && int.TryParse(span.Groups[1].Value, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 100_000)
            return Process.TimeProvider.GetUtcNow() + (span.Groups[2].Value == "d" ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new CliException($"--expires is '{text}', but it is to be a date such as 2027-01-31, or a time from now such as 90d or 12h.");
    }

    [GeneratedRegex("^([0-9]+)([dh])$")]
    private static partial Regex Span();
}
