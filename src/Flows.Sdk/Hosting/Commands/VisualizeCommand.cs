using System.CommandLine;
using Flows.Hosting.Runs;

namespace Flows.Hosting.Commands;

/// <summary><c>visualize</c>: draws a flow, on request coloured by a run.</summary>
internal sealed class VisualizeCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly RunOptions inputs = new();
    private readonly Option<string?> format = new("--format", "-f") { Description = "The language of the drawing; without it as the name of --output ends, otherwise dot." };
    private readonly Option<FileInfo?> output = new("--output", "-o") { Description = "The file to write; without it the drawing goes to standard output.", HelpName = "FILE" };
    private readonly Option<bool> run = new("--run") { Description = "Run the flow here first, and colour each task by how it ended." };

    public Command Create()
    {
        format.AcceptOnlyFromAmong([.. GraphFormats.Names]);
        var command = new Command("visualize", "Draw the flow as SVG, Mermaid or DOT.") { format, output, run };
        inputs.AddInputsTo(command);
        command.SetAction(DrawAsync);
        return command;
    }

    private async Task<int> DrawAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var request = inputs.Read(arguments);
        var flow = FlowSelection.One(flows, request.Flow);
        var parameters = ParameterArguments.Read(flow, request.ParameterFile, request.Parameters);
        var file = arguments.GetValue(output);
        var language = GraphFormats.Choose(arguments.GetValue(format), file?.Name);
        using var kept = new StandardOutput(environment);
        var state = arguments.GetValue(run) ? await flow.RunAsync(parameters, RunLogs.Silent(environment), cancellationToken).ConfigureAwait(false) : null;
        if (state is not null) await environment.Error.WriteLineAsync(RunReport.End(state)).ConfigureAwait(false);
        var drawing = flow.Visualize(language, state);
        if (file is null) await environment.Output.WriteAsync(drawing).ConfigureAwait(false);
        else await WriteAsync(file.FullName, drawing).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static async Task WriteAsync(string path, string drawing)
    {
        try
        {
            await File.WriteAllTextAsync(path, drawing, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The drawing cannot be written to '{path}': {e.Message}");
        }
    }
}
