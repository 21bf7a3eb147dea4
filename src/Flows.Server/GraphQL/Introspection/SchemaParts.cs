namespace Flows.Server.GraphQL.Introspection;

/// <summary>A part of the schema as introspection shows it.</summary>
internal abstract class SchemaPart
{
    /// <summary>Its type among the types that describe types.</summary>
    public abstract string TypeName { get; }

    /// <summary>A member: null, a text, a truth, a part, a list of parts or of texts.</summary>
    public abstract object? Member(string name);
}

/// <summary>Anything with a name.</summary>
internal abstract class NamedPart(string name, string? description) : SchemaPart
{
    public string Name => name;

    public override object? Member(string member) => member switch
    {
        "name" => name,
        "description" => description,
        "isDeprecated" => false,
        "isRepeatable" => false,
        _ => null,
    };
}

/// <summary>An argument, or a field of an input object.</summary>
internal sealed class InputPart(string name, string? description, SchemaPart type, string? standard) : NamedPart(name, description)
{
    public override string TypeName => "__InputValue";

    public override object? Member(string member) => member switch { "type" => type, "defaultValue" => standard, _ => base.Member(member) };
}

/// <summary>A field of an object.</summary>
internal sealed class FieldPart(string name, string? description, SchemaPart type, IReadOnlyList<InputPart> arguments) : NamedPart(name, description)
{
    public override string TypeName => "__Field";

    /// <summary>The type of the object that it leads to; null when it is a scalar.</summary>
    public TypePart? Target => Innermost(type);

    public IReadOnlyList<InputPart> Arguments => arguments;

    public override object? Member(string member) => member switch { "type" => type, "args" => arguments, _ => base.Member(member) };

    private static TypePart? Innermost(SchemaPart type) => type is WrappedPart wrapped ? Innermost(wrapped.Of) : type is TypePart { Fields: not null } found ? found : null;
}

/// <summary>A word of an enum.</summary>
internal sealed class WordPart(string name, string? description) : NamedPart(name, description)
{
    public override string TypeName => "__EnumValue";
}

/// <summary>A directive.</summary>
internal sealed class DirectivePart(string name, string? description, IReadOnlyList<string> locations, IReadOnlyList<InputPart> arguments)
    : NamedPart(name, description)
{
    public override string TypeName => "__Directive";

    public override object? Member(string member) => member switch { "locations" => locations, "args" => arguments, _ => base.Member(member) };
}

/// <summary>A list, or something that is never null.</summary>
internal sealed class WrappedPart(string kind, SchemaPart of) : SchemaPart
{
    public override string TypeName => "__Type";

    public SchemaPart Of => of;

    public override object? Member(string name) => name switch { "kind" => kind, "ofType" => of, _ => null };
}

/// <summary>A type with a name. Its members are filled in after all types are known, since types refer to one another.</summary>
internal sealed class TypePart(string kind, string name, string? description) : NamedPart(name, description)
{
    public override string TypeName => "__Type";

    public IReadOnlyList<FieldPart>? Fields { get; set; }

    public IReadOnlyList<InputPart>? InputFields { get; set; }

    public IReadOnlyList<WordPart>? Words { get; set; }

    public override object? Member(string member) => member switch
    {
        "kind" => kind,
        "fields" => Fields,
        "inputFields" => InputFields,
        "enumValues" => Words,
        "interfaces" => Fields is null ? null : Array.Empty<SchemaPart>(),
        "isOneOf" => InputFields is null ? null : false,
        "isDeprecated" => null,
        _ => base.Member(member),
    };
}
