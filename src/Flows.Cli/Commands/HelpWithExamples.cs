using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Flows.Cli.Commands;

/// <summary>The usual help, and examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not CliCommand { Examples.Count: > 0 } command) return result;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in command.Examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return result;
    }
}
