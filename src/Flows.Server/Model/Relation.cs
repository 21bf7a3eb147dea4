namespace Flows.Server.Model;

/// <summary>A way from the rows of one table to those of another, as a field of the read API.</summary>
/// <param name="Name">The field.</param>
/// <param name="Target">The other table.</param>
/// <param name="IsArray">Whether it leads to many rows; otherwise to one or none.</param>
/// <param name="From">The column here.</param>
/// <param name="To">The column there that equals it.</param>
internal sealed record Relation(string Name, Table Target, bool IsArray, Column From, Column To);
