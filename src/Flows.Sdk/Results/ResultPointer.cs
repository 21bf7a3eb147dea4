using System.Text;
using Flows.States;

namespace Flows.Results;

/// <summary>
/// Carries results from one process to another inside of states (contract section 1.10). A value of at most <see cref="MaxBytes"/> of JSON
/// travels in the state itself; a larger one, or one that JSON cannot hold, stays in memory and is computed again after a restart.
/// </summary>
internal static class ResultPointer
{
    /// <summary>The largest JSON text, in UTF-8 bytes, that is put into a state.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The pointer whose location is the JSON of the value.</summary>
    public const string Inline = "PrefectResult";

    /// <summary>The pointer that says: there is a value, and it is only in the memory of the process that made it.</summary>
    public const string InMemory = "Result";

    private const string Null = "null";

    /// <summary>The result for a value, with a pointer that says where other processes find it.</summary>
    public static StateResult Attach(object? value, Type type, ValueJson? format = null, int maxBytes = MaxBytes)
    {
        var result = StateResult.Of(value);
        return TryWrite(value, type, format ?? ValueJson.Default, maxBytes) is { } json ? result.WithPointer(Inline, json) : result.WithPointer(InMemory, null);
    }

    /// <summary>Loads the value of a result that another process made.</summary>
    /// <param name="result">The result; when it points nowhere its value is null.</param>
    /// <param name="type">The value's type.</param>
    /// <param name="format">How values become JSON; as for all flows when it is not given.</param>
    /// <returns>The result with its value; null when it cannot be had.</returns>
    public static StateResult? TryLoad(StateResult result, Type type, ValueJson? format = null)
    {
        if (result.HasValue) return result;
        if (result.PointerType is null) return result.WithValue(null);
        if (result is not { PointerType: Inline, Location: { } json }) return null;
        try
        {
            return result.WithValue(json == Null ? null : (format ?? ValueJson.Default).Read(json, type));
        }
        catch (ValueJsonException)
        {
            return null;
        }
    }

    private static string? TryWrite(object? value, Type type, ValueJson format, int maxBytes)
    {
        if (value is null) return Null;
        try
        {
            using var target = new BoundedStream(maxBytes);
            format.Write(target, value, type);
            return StoredResults.ComesBackTheSame(target.Written, value, type, format) ? Encoding.UTF8.GetString(target.Written.Span) : null;
        }
        catch (Exception)
        {
            // Too large, not for JSON, or a property of the value threw: the task has done its work all the same.
            return null;
        }
    }
}
