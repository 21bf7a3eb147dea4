using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.GraphQL.Mutations;

namespace Flows.Server.GraphQL.Computed;

/// <summary>
/// A field of the read API that no column holds: it is made of columns of its row and of what is looked up once per request, however many rows
/// there are and wherever they stand in the answer.
/// </summary>
/// <param name="Table">The table whose rows have it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fields">The fields of its object in GraphQL's own words, for example <c>code: String! message: String!</c>.</param>
/// <param name="Columns">The columns of the row that it needs; hidden ones too.</param>
/// <param name="PrepareAsync">
/// Looks up what all rows share, in one reading transaction, and returns what makes the value of a row from an object with the columns above
/// (JSON as the API shows them); null is null.
/// </param>
internal sealed record ComputedField(
    string Table, string Name, string Fields, IReadOnlyList<string> Columns, Func<ISqlSession, RequestContext, Task<Func<JsonElement, Payload?>>> PrepareAsync)
{
    /// <summary>The object's type.</summary>
    public OutputType Type { get; } = OutputType.Parse($"{Table}_{Name}", Fields);
}
