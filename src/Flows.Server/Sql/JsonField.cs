using Flows.Server.Model;

namespace Flows.Server.Sql;

/// <summary>One member of a JSON object that the database builds.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Expression">The SQL that yields it.</param>
/// <param name="Kind">What that SQL yields; null for JSON that the database has just built.</param>
internal readonly record struct JsonField(string Key, string Expression, ColumnKind? Kind);
