using System.CommandLine;
using System.Text.RegularExpressions;

namespace Flows.Cli.Commands;

/// <summary><c>flows server create-tenant</c></summary>
internal sealed partial class ServerCreateTenantCommand : CliCommand
{
    private readonly Option<string> name = new("--name", "-n") { Description = "The tenant's name.", HelpName = "NAME", Required = true };
    private readonly Option<string?> slug = new("--slug", "-s") { Description = "The word that stands for it in addresses. [default: the name in small letters, words joined by -]", HelpName = "SLUG" };
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerCreateTenantCommand(CliEnvironment environment)
        : base(environment, "create-tenant", "Creates a tenant: projects and flows of their own for a team.", "flows server create-tenant --name \"Data Team\"", "flows server create-tenant --name Ops --slug ops")
    {
        foreach (var option in (Option[])[name, slug, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var tenant = line.GetRequiredValue(name);
        var word = line.GetValue(slug) ?? NoWord().Replace(tenant.ToLowerInvariant(), "-").Trim('-');
        if (word.Length == 0) throw new CliException($"The name '{tenant}' has no letters that a slug could be made of: give one with --slug.");
        using var client = Process.Connect(Process.LoadConfiguration());
        var id = await client.CreateTenantAsync(tenant, word, stop);
        await AnswerAsync(line.GetValue(json), new { Id = id, Name = tenant, Slug = word }, $"Tenant created with ID: {id}");
        return ExitCodes.Ok;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();
}
