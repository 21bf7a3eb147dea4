namespace Flows.Server.Model;

/// <summary>One column.</summary>
/// <param name="Name">Its name in the database and in the API.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="Default">Its default as an SQL literal, the same on every database; null for none.</param>
/// <param name="Exposed">Whether the read API shows it.</param>
internal sealed record Column(string Name, ColumnKind Kind, bool Nullable, string? Default = null, bool Exposed = true);
