namespace Flows.Server.Model;

/// <summary>A column that names a row of another table.</summary>
/// <param name="Column">The column.</param>
/// <param name="Target">The table it names.</param>
/// <param name="OnDelete">What deleting that row does here: <c>cascade</c> or <c>set null</c>.</param>
/// <param name="Object">The field that leads to the named row; null for none.</param>
/// <param name="Array">The field of the named row that leads back; null for none.</param>
internal sealed record ForeignKey(string Column, string Target, string OnDelete, string? Object, string? Array);
