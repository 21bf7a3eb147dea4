using System.CommandLine;

namespace Flows.Hosting.Commands;

/// <summary>Which of a program's flows a command is for.</summary>
internal static class FlowSelection
{
    /// <summary>The option <c>--flow NAME</c>.</summary>
    public static Option<string?> Option() => new("--flow") { Description = "The flow, when the program has several.", HelpName = "NAME" };

    /// <summary>The option <c>--flow NAME</c> that may be given several times.</summary>
    public static Option<string[]> SeveralOption() => new("--flow")
    {
        Description = "Only this flow; may be given several times. Without it all flows of the program.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The flow of a name, or the only one.</summary>
    /// <exception cref="HostException">There is none of that name, or the name is missing.</exception>
    public static Flow One(IReadOnlyList<Flow> flows, string? name) => Some(flows, name is null ? [] : [name]) is [var flow]
        ? flow
        : throw new HostException($"This program has several flows: choose one with --flow ({Names(flows)}).");

    /// <summary>The flows of some names, or all.</summary>
    /// <exception cref="HostException">There is none of one of the names.</exception>
    public static IReadOnlyList<Flow> Some(IReadOnlyList<Flow> flows, IReadOnlyList<string> names) => names.Count == 0
        ? flows
        : [.. names.Distinct(StringComparer.Ordinal).Select(name =>
            flows.FirstOrDefault(f => f.Name == name) ?? throw new HostException($"This program has no flow '{name}': its flows are {Names(flows)}."))];

    private static string Names(IReadOnlyList<Flow> flows) => string.Join(", ", flows.Select(f => f.Name));
}
