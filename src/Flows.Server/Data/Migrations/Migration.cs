using Flows.Server.Sql;

namespace Flows.Server.Data.Migrations;

/// <summary>
/// One step forward from an earlier schema. A new database is made from the tables as they are now; only an existing one takes steps.
/// A step that has been released never changes, and there is no way back.
/// </summary>
/// <param name="Number">The schema that it leads to: <see cref="First"/> + 1 for the first step, then without gaps.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Statements">Its statements for a database.</param>
internal sealed record Migration(int Number, string Name, Func<SqlDialect, IEnumerable<string>> Statements)
{
    /// <summary>The schema of the first release, from which all steps start.</summary>
    public const int First = 1;

    /// <summary>All steps, in order: one file <c>MNNN*.cs</c> beside this one for each.</summary>
    public static IReadOnlyList<Migration> All { get; } = [M002WholeServer.Step];
}
