using System.Text.Json;
using Flows.Server.Model;

namespace Flows.Server.Sql;

/// <summary>The row that a database stands on.</summary>
internal interface IRowCursor
{
    /// <summary>Whether a column is true.</summary>
    bool IsTrue(int column);

    /// <summary>Writes a column as a JSON value.</summary>
    void Write(Utf8JsonWriter json, int column, ColumnKind kind);

    /// <summary>Writes the rows of another plan as a JSON value.</summary>
    void Write(Utf8JsonWriter json, RowPlan plan);
}
