using System.CommandLine;
using Flows.Cli.Commands;
using Flows.Cli.Programs;

namespace Flows.Cli.Registering;

/// <summary>The options that say which flows are meant and how their programs are stored.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> paths = new("--path", "-p")
    {
        Description = "A project (.csproj), a folder that has one, a source file that is a program (.cs), a built program (.dll), or a pattern such as \"flows/**/*.csproj\"; several times.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> names = new("--name", "-n") { Description = "Only the flow of this name; several times.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> labels = CommonOptions.Labels("A label to add to those of the flow; several times.");
    private readonly Option<string?> storage = new("--storage") { Description = "Where programs are kept (local, docker or module), instead of where they say.", HelpName = "KIND" };
    private readonly Option<string?> runConfig = new("--run-config") { Description = "How runs are started (universal, local, docker, ecs or kubernetes), instead of how programs say.", HelpName = "KIND" };

    public SourceOptions()
    {
        storage.AcceptOnlyFromAmong("local", "docker", "module");
        runConfig.AcceptOnlyFromAmong("universal", "local", "docker", "ecs", "kubernetes");
    }

    public Option<string[]> Paths => paths;

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[paths, names, labels, storage, runConfig]) command.Add(option);
    }

    public IReadOnlyList<string> Names(ParseResult line) => line.GetValue(names) ?? [];

    public IReadOnlyList<string> Labels(ParseResult line) => line.GetValue(labels) ?? [];

    /// <summary>The arguments by which a program is told where and how.</summary>
    public IReadOnlyList<string> Storing(ParseResult line)
    {
        List<string> arguments = [];
        if (line.GetValue(storage) is { } kept) arguments.AddRange(["--storage", kept]);
        if (line.GetValue(runConfig) is { } started) arguments.AddRange(["--run-config", started]);
        return arguments;
    }

    /// <summary>The programs that are meant.</summary>
    /// <exception cref="CliException">A path stands for nothing.</exception>
    public IReadOnlyList<ProgramSource> Programs(CliEnvironment process, ParseResult line) =>
        [.. ProgramSearch.Find(line.GetValue(paths) ?? [], process.CurrentFolder).Select(p => new ProgramSource(process, p))];
}
