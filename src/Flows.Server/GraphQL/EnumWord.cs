namespace Flows.Server.GraphQL;

/// <summary>A bare word among the literals. In variables such words come as strings.</summary>
internal readonly record struct EnumWord(string Name)
{
    public override string ToString() => Name;

    /// <summary>The word that a value is, whether literal or from a variable; null when it is none.</summary>
    public static string? Of(object? value) => RequestValues.Open(value) switch
    {
        EnumWord word => word.Name,
        string text => text,
        _ => null,
    };
}
