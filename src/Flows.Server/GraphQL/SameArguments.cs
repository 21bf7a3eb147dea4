using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>Whether two fields with one response key ask for the same.</summary>
internal static class SameArguments
{
    public static bool Are(GraphQLField one, GraphQLField other)
    {
        if (one.Arguments is null || other.Arguments is null) return (one.Arguments?.Count ?? 0) == (other.Arguments?.Count ?? 0);
        return one.Arguments.Count == other.Arguments.Count && one.Arguments.All(a => other.Arguments.Any(b => a.Name.Value == b.Name.Value && Are(a.Value, b.Value)));
    }

    private static bool Are(GraphQLValue one, GraphQLValue other) => (one, other) switch
    {
        (GraphQLVariable a, GraphQLVariable b) => a.Name.Value == b.Name.Value,
        (GraphQLListValue a, GraphQLListValue b) => Are(a.Values ?? [], b.Values ?? []),
        (GraphQLObjectValue a, GraphQLObjectValue b) => (a.Fields?.Count ?? 0) == (b.Fields?.Count ?? 0)
            && (a.Fields ?? []).All(f => b.Fields!.Any(g => f.Name.Value == g.Name.Value && Are(f.Value, g.Value))),
        (GraphQLEnumValue a, GraphQLEnumValue b) => a.Name.Value == b.Name.Value,
        (IHasValueNode a, IHasValueNode b) => one.Kind == other.Kind && a.Value == b.Value,
        _ => one.Kind == other.Kind && one.Kind == ASTNodeKind.NullValue,
    };

    private static bool Are(List<GraphQLValue> one, List<GraphQLValue> other) => one.Count == other.Count && one.Zip(other).All(p => Are(p.First, p.Second));
}
