using Flows.Server.Model;

namespace Flows.Server.Queries;

/// <summary>How a column is compared in a filter.</summary>
internal enum Operator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    NotIn,
    Like,
    NotLike,
    ILike,
    NotILike,
    IsNull,
    Contains,
    ContainedIn,
    HasKey,
    HasAnyKey,
    HasAllKeys,
}

/// <summary>A column and a value that is never null: null is no condition (null collapse).</summary>
/// <param name="Column">The column.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">
/// By operator and kind: a string, long, bool, Guid, DateTimeOffset or JsonText; a list of these for In and NotIn, of strings for HasAnyKey and HasAllKeys.
/// </param>
internal sealed record Comparison(Column Column, Operator Operator, object Value) : Filter;
