namespace Flows.Server.GraphQL.Mutations;

/// <summary>The type of an input value.</summary>
internal abstract record InputType(string Name);

/// <summary>One of String, Int, Boolean, UUID, DateTime, JSON.</summary>
internal sealed record ScalarInput(string Name) : InputType(Name);

/// <summary>One of some words.</summary>
internal sealed record EnumInput(string Name, IReadOnlyList<string> Words) : InputType(Name);

/// <summary>A list; one value may stand for a list of one.</summary>
internal sealed record ListInput(InputType Of, bool IsItemRequired) : InputType($"[{Of.Name}{(IsItemRequired ? "!" : "")}]");

/// <summary>An object.</summary>
internal sealed record ObjectInput(string Name, IReadOnlyList<InputField> Fields) : InputType(Name);

/// <summary>A field of an input object.</summary>
internal sealed record InputField(string Name, InputType Type, bool IsRequired)
{
    /// <summary>The name as it stands in JSON.</summary>
    public byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(Name);
}
