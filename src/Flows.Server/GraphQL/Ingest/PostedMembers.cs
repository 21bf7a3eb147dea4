using System.Buffers;
using System.Text.Json;

namespace Flows.Server.GraphQL.Ingest;

/// <summary>Where the members of a posted operation stand in its body.</summary>
internal readonly ref struct PostedMembers
{
    private PostedMembers(ReadOnlySpan<byte> query, bool isEscaped, ReadOnlySpan<byte> variables, JsonTokenType form)
    {
        Query = query;
        IsQueryEscaped = isEscaped;
        Variables = variables;
        VariablesForm = form;
    }

    /// <summary>The text of the query, without quotes.</summary>
    public ReadOnlySpan<byte> Query { get; }

    public bool IsQueryEscaped { get; }

    /// <summary>The variables: an object as it stands, or the inside of a JSON string.</summary>
    public ReadOnlySpan<byte> Variables { get; }

    /// <summary>StartObject or String.</summary>
    public JsonTokenType VariablesForm { get; }

    /// <summary>Finds them in a body that has each once and names no operation; of any other body it says nothing.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static bool TryFind(ReadOnlySpan<byte> body, out PostedMembers members)
    {
        members = default;
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        ReadOnlySpan<byte> query = default, variables = default;
        var (isEscaped, form) = (false, JsonTokenType.None);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isQuery, isVariables) = (reader.ValueTextEquals("query"u8), reader.ValueTextEquals("variables"u8));
            var isOther = !isQuery && !isVariables && reader.ValueTextEquals("operationName"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isQuery)
            {
                if (reader.TokenType != JsonTokenType.String || !query.IsEmpty) return false;
                query = reader.ValueSpan;
                isEscaped = reader.ValueIsEscaped;
            }
            else if (isVariables)
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartObject) || form != JsonTokenType.None) return false;
                form = reader.TokenType;
                reader.Skip();
                variables = form == JsonTokenType.String ? reader.ValueSpan : body[start..(int)reader.BytesConsumed];
            }
            else
            {
                if (isOther && reader.TokenType != JsonTokenType.Null) return false;
                reader.Skip();
            }
        }
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || query.IsEmpty || form == JsonTokenType.None) return false;
        members = new(query, isEscaped, variables, form);
        return true;
    }

    /// <summary>The variables as JSON.</summary>
    /// <param name="rented">A buffer to give back, when one was needed to take escapes away.</param>
    public ReadOnlySpan<byte> OpenVariables(out byte[]? rented)
    {
        rented = null;
        if (VariablesForm != JsonTokenType.String || Variables.IndexOf((byte)'\\') < 0) return Variables;
        // The reader takes only whole tokens: the quotes stand just outside of what is kept.
        rented = ArrayPool<byte>.Shared.Rent((Variables.Length * 2) + 2);
        rented[0] = (byte)'"';
        Variables.CopyTo(rented.AsSpan(1));
        rented[Variables.Length + 1] = (byte)'"';
        var text = rented.AsSpan(Variables.Length + 2);
        var reader = new Utf8JsonReader(rented.AsSpan(0, Variables.Length + 2));
        reader.Read();
        return text[..reader.CopyString(text)];
    }
}
