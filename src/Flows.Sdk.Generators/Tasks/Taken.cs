using System.Collections.Generic;
using System.Linq;

namespace Flows.Generators.Tasks;

/// <summary>How one overload takes one parameter.</summary>
/// <param name="Parameter">The parameter in the signature.</param>
/// <param name="Bound">The argument that is recorded.</param>
internal sealed record Taken(string Parameter, string Bound)
{
    private const string Binding = "global::Flows.Binding.";

    public static Taken By(TaskParameter parameter, OverloadSet set, IEnumerable<TaskParameter> inputs) => parameter.Kind switch
    {
        ParameterKind.Reference when set.Deferred.Contains(parameter) => Handle(parameter, set.IsMapped),
        ParameterKind.Object when set.Deferred.Contains(parameter) => Struct(parameter, set.IsMapped ? "AnyMapInput" : "AnyInput"),
        not ParameterKind.Value when !set.Deferred.Contains(parameter) && inputs.Count(OverloadSet.IsReference) <= OverloadSet.MaxCombined => Plain(parameter),
        _ when parameter.IsAnnotated && !parameter.BareType.Contains('?') => Oblivious(Struct(parameter, $"{(set.IsMapped ? "MapInput" : "Input")}<{parameter.BareType}>")),
        _ => Struct(parameter, $"{(set.IsMapped ? "MapInput" : "Input")}<{parameter.Type}>"),
    };

    private static Taken Handle(TaskParameter parameter, bool isMapped) => new(
        $"{Binding}{(isMapped ? "IMapArgument" : "IDeferred")}<{parameter.Type}>{(parameter.IsAnnotated || parameter.Default is not null ? "?" : "")} {parameter.Name}{(parameter.Default is null ? "" : " = null")}",
        $"{Binding}Argument.From({parameter.Name})");

    private static Taken Plain(TaskParameter parameter) => new(
        $"{parameter.Type} {parameter.Name}{(parameter.Default is null ? "" : " = " + parameter.Default)}",
        $"{Binding}Argument.Of({parameter.Name})");

    /// <summary>A struct that values and handles convert to.</summary>
    private static Taken Struct(TaskParameter parameter, string type) => new(
        $"{Binding}{type} {parameter.Name}{(parameter.Default is null ? "" : " = default")}",
        $"{parameter.Name}.Bind()");

    /// <summary>The task takes null, so its parameter is written without annotations: handles of values that may be null and of values that may not both fit.</summary>
    private static Taken Oblivious(Taken taken) =>
        taken with { Parameter = $"\n#nullable disable annotations\n        {taken.Parameter}\n#nullable restore annotations\n        " };
}
