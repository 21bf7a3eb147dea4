namespace Flows.Server.Model;

/// <summary>What a column holds. Each database has its own word for it; the read API has one scalar per kind.</summary>
internal enum ColumnKind
{
    /// <summary>An identifier; lower-case text on SQLite.</summary>
    Uuid,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>An instant in UTC; fixed-width ISO text on SQLite, so that it sorts.</summary>
    Time,

    /// <summary>A duration as <c>hh:mm:ss</c>.</summary>
    Interval,

    /// <summary>JSON that filters may look into.</summary>
    Json,

    /// <summary>JSON that is only stored and handed out, never looked into.</summary>
    OpaqueJson,
}
