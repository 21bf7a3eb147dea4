using System.CommandLine;

namespace Flows.Cli.Servers;

/// <summary>
/// Options of <c>prefect server start</c> that belong to its containers. They are taken, so that a script that starts the original starts this
/// server too, and said to have no meaning.
/// </summary>
internal sealed class ForeignServerOptions
{
    private readonly Option[] flags =
    [
        Flag("--skip-pull"), Flag("--no-upgrade", "-n"), Flag("--external-postgres", "-ep"), Flag("--no-postgres-port"), Flag("--no-hasura-port"), Flag("--no-graphql-port"),
        Flag("--no-ui-port"), Flag("--no-server-port"), Flag("--use-volume"),
    ];

    private readonly Option[] values =
    [
        Value("--version", "-v"), Value("--ui-version", "-uv"), Value("--postgres-port"), Value("--hasura-port"), Value("--graphql-port"), Value("--volume-path"),
    ];

    public void AddTo(Command command)
    {
        foreach (var option in flags.Concat(values)) command.Add(option);
    }

    /// <summary>Says of what was given that it has no meaning here.</summary>
    public async Task WarnAsync(CliEnvironment process, ParseResult line)
    {
        foreach (var option in flags.Concat(values).Where(o => line.GetResult(o) is { Implicit: false }))
            await process.Error.WriteLineAsync($"{option.Name} has no meaning here, since the server is one process with its own database: it is ignored.");
    }

    private static Option<bool> Flag(string name, params string[] aliases) => new(name, aliases) { Hidden = true };

    private static Option<string> Value(string name, params string[] aliases) => new(name, aliases) { Hidden = true };
}
