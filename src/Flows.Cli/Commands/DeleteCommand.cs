using System.CommandLine;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary>A command that deletes one thing for ever; a person is asked first.</summary>
internal abstract class DeleteCommand : CliCommand
{
    private readonly Option<bool> yes = Confirmation.Yes();
    private readonly Option<bool> json = CommonOptions.Json();

    protected DeleteCommand(CliEnvironment environment, string name, string description, params string[] examples)
        : base(environment, name, description, examples)
    {
        Add(yes);
        Add(json);
    }

    /// <summary>What is to be deleted.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Warning">What a person is told before it is done, in a sentence.</param>
    /// <param name="DeleteAsync">Deletes it.</param>
    protected sealed record Victim(string Id, string Name, string Warning, Func<CancellationToken, Task> DeleteAsync);

    /// <summary>Finds it.</summary>
    /// <exception cref="CliException">There is no such thing.</exception>
    protected abstract Task<Victim> FindAsync(FlowsClient client, ParseResult line, CancellationToken stop);

    protected sealed override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var victim = await FindAsync(client, line, stop);
        if (!await Confirmation.AskAsync(Process, line.GetValue(yes), $"{victim.Warning} Go on?", stop)) throw new CliException("Nothing was deleted.");
        await victim.DeleteAsync(stop);
        await AnswerAsync(line.GetValue(json), new { victim.Id, victim.Name, Deleted = true }, $"{victim.Name} deleted");
        return ExitCodes.Ok;
    }
}
