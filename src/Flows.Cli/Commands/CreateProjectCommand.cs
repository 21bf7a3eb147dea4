using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary><c>flows create project</c></summary>
internal sealed class CreateProjectCommand : CliCommand
{
    private readonly Argument<string> name = new("name") { Description = "The project's name." };
    private readonly Option<string?> description = new("--description", "-d") { Description = "What the project is for.", HelpName = "TEXT" };
    private readonly Option<bool> skipIfExists = new("--skip-if-exists") { Description = "Does nothing, quietly, when the project exists." };
    private readonly Option<bool> json = CommonOptions.Json();

    public CreateProjectCommand(CliEnvironment environment)
        : base(environment, "project", "Creates a project, into which flows are registered.", "flows create project Hello_Project", "flows create project Hello_Project --skip-if-exists")
    {
        Add(name);
        foreach (var option in (Option[])[description, skipIfExists, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var project = line.GetRequiredValue(name);
        using var client = Process.Connect(Process.LoadConfiguration());
        if (await client.FindProjectAsync(project, stop) is { } existing)
        {
            if (!line.GetValue(skipIfExists)) throw new CliException($"A project named '{project}' exists already; --skip-if-exists makes that no error.");
            await AnswerAsync(line.GetValue(json), new { Id = existing, Name = project, Created = false }, $"{project} already exists");
            return ExitCodes.Ok;
        }
        var id = await client.CreateProjectAsync(project, line.GetValue(description), stop);
        await AnswerAsync(line.GetValue(json), new { Id = id, Name = project, Created = true }, $"{project} created");
        return ExitCodes.Ok;
    }
}
