using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Sql;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>Answers root fields: all their statements in one round trip and on one snapshot, their rows written as they arrive.</summary>
internal sealed class PostgresReader(NpgsqlDataReader reader, Utf8JsonWriter json, ReadLimits limits, CancellationToken cancellationToken)
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PostgresRow row = new();
    private int rows;

    /// <summary>Sends the statements. Until this returns nothing has been written, so it may be tried again.</summary>
    public static async Task<NpgsqlDataReader?> SendAsync(NpgsqlConnection connection, IReadOnlyList<RootPlan> roots, CancellationToken cancellationToken)
    {
        // Not disposed here: the reader belongs to it, and it holds nothing.
        var batch = connection.CreateBatch();
        foreach (var root in roots)
            if (root.Plan is { } plan)
                Add(batch, plan);
        return batch.BatchCommands.Count == 0 ? null : await batch.ExecuteReaderAsync(cancellationToken);
    }

    public static async Task WriteAsync(NpgsqlDataReader? reader, IReadOnlyList<RootPlan> roots, IBufferWriter<byte> output, ReadLimits limits,
        CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        var rows = reader is null ? null : new PostgresReader(reader, json, limits, cancellationToken);
        foreach (var root in roots)
        {
            json.WritePropertyName(root.Key);
            if (root.Plan is { } plan) await rows!.WriteAsync(plan);
            else json.WriteRawValue(root.Json!, skipInputValidation: true);
        }
        json.WriteEndObject();
    }

    private static void Add(NpgsqlBatch batch, RowPlan plan)
    {
        var command = new NpgsqlBatchCommand(plan.Sql);
        foreach (var value in plan.Parameters)
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown, Value = PostgresText.Of(value) ?? (object)DBNull.Value });
        batch.BatchCommands.Add(command);
        foreach (var list in Lists(plan)) Add(batch, list.Plan);
    }

    /// <summary>The lists of a single row that are read by statements of their own, right after it.</summary>
    private static IEnumerable<PlanField> Lists(RowPlan plan) => plan.Shape.Fields.OfType<PlanField>();

    private async Task WriteAsync(RowPlan plan)
    {
        switch (plan.Form)
        {
            case RowForm.Json:
                await ReadAsync();
                RowWriter.WriteJson(json, row, 0, plan.Computed);
                await reader.NextResultAsync(cancellationToken);
                break;
            case RowForm.Single:
                await WriteSingleAsync(plan);
                break;
            default:
                json.WriteStartArray();
                while (await ReadAsync()) RowWriter.Write(json, plan.Shape, row);
                json.WriteEndArray();
                await reader.NextResultAsync(cancellationToken);
                break;
        }
    }

    private async Task WriteSingleAsync(RowPlan plan)
    {
        var isThere = await ReadAsync();
        await reader.NextResultAsync(cancellationToken);
        if (!isThere)
        {
            json.WriteNullValue();
            foreach (var _ in Lists(plan)) await reader.NextResultAsync(cancellationToken);
            return;
        }
        json.WriteStartObject();
        // The lists overwrite the row's bytes, so those have a row of their own.
        var lists = Lists(plan).Any() ? new PostgresReader(reader, json, limits, cancellationToken) { rows = rows } : this;
        foreach (var field in plan.Shape.Fields)
        {
            json.WritePropertyName(field.Key);
            if (field is PlanField list) await lists.WriteAsync(list.Plan);
            else RowWriter.WriteValue(json, field, row);
        }
        rows = lists.rows;
        json.WriteEndObject();
    }

    private async ValueTask<bool> ReadAsync()
    {
        if (!await reader.ReadAsync(cancellationToken)) return false;
        if (++rows > limits.Rows)
            throw new RequestException($"the answer has more than {limits.Rows} rows; ask for a page with limit and offset", ErrorCodes.Limit);
        row.Load(reader);
        return true;
    }
}
