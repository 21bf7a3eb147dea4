using System.CommandLine;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db vacuum</c></summary>
internal sealed class ServerDbVacuumCommand : ServerDbCommand
{
    private readonly Option<bool> full = new("--full") { Description = "PostgreSQL: writes the tables anew, which blocks servers meanwhile, so that the disk gets the room back." };

    public ServerDbVacuumCommand(CliEnvironment environment)
        : base(environment, "vacuum", "Gives back the room of deleted rows. Stop the server first when the database is SQLite.", "flows server db vacuum") => Add(full);

    protected override async Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop)
    {
        var before = (await database.StatsAsync(stop)).Bytes;
        await database.VacuumAsync(line.GetValue(full), Process.Error.WriteLine, stop);
        var after = (await database.StatsAsync(stop)).Bytes;
        await AnswerAsync(line.GetValue(Json), new { Database = database.Name, BytesBefore = before, BytesAfter = after },
            $"{database.Name} is vacuumed: {before / 1024:N0} KB before, {after / 1024:N0} KB after.");
        return ExitCodes.Ok;
    }
}
