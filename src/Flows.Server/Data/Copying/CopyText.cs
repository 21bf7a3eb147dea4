using System.Globalization;
using System.Text;
using Flows.Server.Model;
using Flows.Server.Sql;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Copying;

/// <summary>A row of SQLite as a line of PostgreSQL's <c>copy</c>: columns between tabs, with the few characters that mean something there escaped.</summary>
internal sealed class CopyText
{
    private readonly StringBuilder line = new();

    public StringBuilder Line(SqliteDataReader row, IReadOnlyList<Column> columns)
    {
        line.Clear();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0) line.Append('\t');
            if (row.IsDBNull(i)) line.Append("\\N");
            else Add(row, i, columns[i].Kind);
        }
        return line.Append('\n');
    }

    private void Add(SqliteDataReader row, int i, ColumnKind kind)
    {
        switch (kind)
        {
            case ColumnKind.Int or ColumnKind.Bool:
                line.Append(row.GetInt64(i).ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Json:
                Escape(PostgresText.Clean(new(row.GetString(i))).Text);
                break;
            default:
                Escape(PostgresText.Plain(row.GetString(i)));
                break;
        }
    }

    private void Escape(string text)
    {
        foreach (var c in text)
            _ = c switch
            {
                '\\' => line.Append(@"\\"),
                '\t' => line.Append(@"\t"),
                '\n' => line.Append(@"\n"),
                '\r' => line.Append(@"\r"),
                _ => line.Append(c),
            };
    }
}
