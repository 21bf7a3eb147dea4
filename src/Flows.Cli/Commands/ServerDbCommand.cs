using System.CommandLine;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary>A command of <c>flows server db</c>: all of them take the database in the same way.</summary>
internal abstract class ServerDbCommand : CliCommand
{
    private readonly Option<string?> database = new("--database")
    {
        Description = $"The SQLite file, or postgresql://user:password@host:port/name (setting server.database). [default: {new FlowsServerOptions().Database}]",
        HelpName = "FILE|URL",
    };

    protected ServerDbCommand(CliEnvironment environment, string name, string description, params string[] examples)
        : base(environment, name, description, examples)
    {
        Add(database);
        Add(Json);
    }

    protected Option<bool> Json { get; } = CommonOptions.Json();

    protected sealed override Task<int> RunAsync(ParseResult line, CancellationToken stop) => RunAsync(line, new(
        line.GetValue(database) ?? (Process.LoadConfiguration()["server.database"] is { Length: > 0 } set ? set : new FlowsServerOptions().Database),
        Process.TimeProvider), stop);

    protected abstract Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop);
}
