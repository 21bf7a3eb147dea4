namespace Flows.Server.Model;

/// <summary>An index.</summary>
/// <param name="Columns">The columns, each with an optional direction.</param>
/// <param name="Unique">Whether no two rows may agree in them.</param>
/// <param name="Where">The condition of a partial index, the same on every database; null for all rows.</param>
internal sealed record TableIndex(IReadOnlyList<string> Columns, bool Unique = false, string? Where = null);
