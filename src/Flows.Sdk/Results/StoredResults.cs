using System.Text.Json;
using Flows.States;

namespace Flows.Results;

/// <summary>Writes results to stores and reads them back.</summary>
internal static class StoredResults
{
    /// <summary>Keeps a value in a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="location">The name to keep it under.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">The declared type, which it is read back as.</param>
    /// <param name="json">How values become JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The value, with a pointer to where it is kept.</returns>
    /// <exception cref="ResultStoreException">It cannot be kept; the message says why.</exception>
    public static async ValueTask<StateResult> WriteAsync(ResultStore store, string location, object value, Type type, ValueJson json, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream();
            json.Write(content, value, type);
            var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
            if (!ComesBackTheSame(bytes, value, type, json))
                throw new ResultStoreException($"a {TypeName.Of(value.GetType())} that is written as {TypeName.Of(type)} does not come back from JSON as it was");
            await store.WriteAsync(location, bytes, cancellationToken).ConfigureAwait(false);
            return PointTo(store, location).WithValue(value);
        }
        catch (Exception e) when (e is not (ResultStoreException or OperationCanceledException))
        {
            throw new ResultStoreException(e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>A pointer to what a store keeps under a name.</summary>
    public static StateResult PointTo(ResultStore store, string location) => StateResult.At(store.Kind, location, Text(store.Details));

    /// <summary>Whether a result points into a store.</summary>
    public static bool IsIn(StateResult result, ResultStore store) => result.PointerType == store.Kind && result.Location is not null && SameDetails(result.PointerDetails, store.Details);

    /// <summary>Reads what a store keeps under a name.</summary>
    /// <returns>The value; null when there is none.</returns>
    /// <exception cref="ResultStoreException">There is one, and it cannot be read; the message says why.</exception>
    public static async ValueTask<StateResult?> TryReadAsync(ResultStore store, string location, Type type, ValueJson json, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(location, cancellationToken).ConfigureAwait(false) is { } content ? PointTo(store, location).WithValue(json.Read(content, type)) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ResultStoreException(e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Loads the value of a result that another process made: from the state itself, or from the store that it points into.</summary>
    /// <param name="result">The result.</param>
    /// <param name="store">The store of its task; null when it has none.</param>
    /// <param name="type">The value's type.</param>
    /// <param name="json">How values become JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The result with its value; null when it cannot be had.</returns>
    public static async ValueTask<StateResult?> TryLoadAsync(StateResult result, ResultStore? store, Type type, ValueJson json, CancellationToken cancellationToken)
    {
        if (result.HasValue || store is null || !IsIn(result, store)) return ResultPointer.TryLoad(result, type, json);
        try
        {
            return await TryReadAsync(store, result.Location!, type, json, cancellationToken).ConfigureAwait(false);
        }
        catch (ResultStoreException)
        {
            return null;
        }
    }

    /// <summary>A value of a derived type, or of a type that cannot be made from its JSON, must not come back as less than it was.</summary>
    public static bool ComesBackTheSame(ReadOnlyMemory<byte> written, object value, Type type, ValueJson json) =>
        Writes(written, json.Read(written.Span, type), type, json) && (value.GetType() == type || Writes(written, value, value.GetType(), json));

    private static bool Writes(ReadOnlyMemory<byte> expected, object? value, Type type, ValueJson json)
    {
        using var comparing = new ComparingStream(expected);
        json.Write(comparing, value, type);
        return comparing.IsSame;
    }

    private static string? Text(IReadOnlyDictionary<string, string> details) =>
        details.Count == 0 ? null : "{" + string.Join(',', details.Select(d => $"\"{JsonEncodedText.Encode(d.Key)}\":\"{JsonEncodedText.Encode(d.Value)}\"")) + "}";

    private static bool SameDetails(string? text, IReadOnlyDictionary<string, string> details)
    {
        if (text is null) return details.Count == 0;
        using var json = JsonDocument.Parse(text);
        return details.All(d => json.RootElement.TryGetProperty(d.Key, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(d.Value));
    }
}

/// <summary>A result could not be kept or read; the message is half a sentence that says why.</summary>
internal sealed class ResultStoreException(string message, Exception? inner = null) : Exception(message, inner);
