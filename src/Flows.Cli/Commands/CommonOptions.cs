using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary>Options that several commands have, so that they look the same everywhere.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Prints JSON, for programs." };

    public static Option<int> Limit() => new("--limit", "-l") { Description = "How many at most.", HelpName = "NUMBER", DefaultValueFactory = _ => 10 };

    public static Option<string?> Project(string description = "The name of the project.") => new("--project", "-p") { Description = description, HelpName = "NAME" };

    public static Option<string[]> Labels(string description) => new("--label", "-l") { Description = description, HelpName = "LABEL", DefaultValueFactory = _ => [] };
}
