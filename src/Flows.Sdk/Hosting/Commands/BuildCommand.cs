using System.CommandLine;
using System.Text.Json;
using Flows.Hosting.Progress;
using Flows.Hosting.Runs;
using Flows.Registration;

namespace Flows.Hosting.Commands;

/// <summary><c>build</c>: stores the program and writes the documents of its flows to a file, from which <c>flows register --json FILE</c> registers them.</summary>
internal sealed class BuildCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly Option<string> output = new("--output", "-o") { Description = "The file to write.", HelpName = "FILE", DefaultValueFactory = _ => "flows.json" };
    private readonly StoringOptions storing = new();

    public Command Create()
    {
        var command = new Command("build", "Store the program and write its flows to a file, to be registered later.") { output };
        storing.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var file = Path.Combine(environment.CurrentFolder, arguments.GetRequiredValue(output));
        List<JsonElement> documents = [];
        using (new StandardOutput(environment))
        {
            var registrar = new Registrar(environment.ForRegistration(new PlainProgress(environment.Error)));
            foreach (var flow in storing.Flows(flows, arguments))
                documents.Add((await registrar.BuildAsync(flow.Request("", storing.Read(flow, arguments)), cancellationToken).ConfigureAwait(false)).ToJson());
        }
        Write(file, documents);
        await environment.Output.WriteLineAsync($"Built {documents.Count} flow{(documents.Count == 1 ? "" : "s")} into {file}").ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static void Write(string file, List<JsonElement> documents)
    {
        try
        {
            using var stream = File.Create(file);
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("flows");
            foreach (var document in documents) document.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The flows cannot be written to '{file}': {e.Message}");
        }
    }
}
