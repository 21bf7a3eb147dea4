using System.CommandLine;
using Flows.Cli.Output;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary>A command that lists things: as a table, or as a JSON array.</summary>
/// <typeparam name="T">What is listed; its properties are the keys of the JSON.</typeparam>
internal abstract class GetCommand<T> : CliCommand
{
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly string[] headings;

    protected GetCommand(CliEnvironment environment, string name, string description, string[] headings, params string[] examples)
        : base(environment, name, description, examples)
    {
        this.headings = headings;
        Add(json);
    }

    /// <summary>Asks the server.</summary>
    protected abstract Task<IReadOnlyList<T>> ListAsync(FlowsClient client, ParseResult line, CancellationToken stop);

    /// <summary>Looks why nothing was found: somebody may have named what does not exist.</summary>
    /// <exception cref="CliException">The name of what does not exist.</exception>
    protected virtual Task ExplainAsync(FlowsClient client, ParseResult line, CancellationToken stop) => Task.CompletedTask;

    /// <summary>One thing as the cells of a row.</summary>
    protected abstract string[] Cells(T item, DateTimeOffset now);

    protected sealed override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var items = await ListAsync(client, line, stop);
        if (items.Count == 0) await ExplainAsync(client, line, stop);
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, items);
            return ExitCodes.Ok;
        }
        var now = Process.TimeProvider.GetUtcNow();
        var table = new Table(headings);
        foreach (var item in items) table.Add(Cells(item, now));
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
