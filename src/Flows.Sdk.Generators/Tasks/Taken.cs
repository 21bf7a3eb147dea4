using System.Linq;

namespace Flows.Generators.Tasks;

/// <summary>How one overload takes one parameter.</summary>
/// <param name="Parameter">The parameter in the signature.</param>
/// <param name="Bound">The argument that is recorded.</param>
internal sealed record Taken(string Parameter, string Bound)
{
    /// <summary>What a generated file calls <c>Flows.Binding.Argument</c>.</summary>
    public const string Argument = "__Argument";

    private const string Binding = "global::Flows.Binding.";

    public static Taken By(TaskParameter parameter, OverloadSet set, int references)
    {
        var isDeferred = set.Deferred.Contains(parameter);
        return parameter.Kind switch
        {
            ParameterKind.Reference when isDeferred => Handle(parameter, set.IsMapped ? "IMapArgument" : "IDeferred"),
            ParameterKind.Object when isDeferred => Struct(parameter, set.IsMapped ? "AnyMapInput" : "AnyInput"),
            not ParameterKind.Value when !isDeferred && references <= OverloadSet.MaxCombined => Plain(parameter),
            _ => Input(parameter, set.IsMapped ? "MapInput" : "Input"),
        };
    }

    private static Taken Handle(TaskParameter parameter, string type)
    {
        var takesNull = parameter.IsAnnotated || parameter.Default is not null;
        return new(
            $"{Binding}{type}<{parameter.Type}>{(takesNull ? "?" : "")} {parameter.Name}{(parameter.Default is null ? "" : " = null")}",
            $"{Argument}.From({parameter.Name})");
    }

    private static Taken Plain(TaskParameter parameter) => new(
        $"{parameter.Type} {parameter.Name}{(parameter.Default is null ? "" : " = " + parameter.Default)}",
        $"{Argument}.Of({parameter.Name})");

    /// <summary>
    /// Where the task takes null, its parameter is written without annotations: handles of values that may be null and of values that may
    /// not then both fit. That cannot be said for a type with annotations inside.
    /// </summary>
    private static Taken Input(TaskParameter parameter, string type)
    {
        if (!parameter.IsAnnotated || parameter.BareType.Contains('?')) return Struct(parameter, $"{type}<{parameter.Type}>");
        var taken = Struct(parameter, $"{type}<{parameter.BareType}>");
        return taken with { Parameter = $"\n#nullable disable annotations\n        {taken.Parameter}\n#nullable restore annotations\n        " };
    }

    /// <summary>A struct that values and handles convert to.</summary>
    private static Taken Struct(TaskParameter parameter, string type) => new(
        $"{Binding}{type} {parameter.Name}{(parameter.Default is null ? "" : " = default")}",
        $"{parameter.Name}.Bind()");
}
