using System.CommandLine;
using Flows.Cli.Output;

namespace Flows.Cli.Commands;

/// <summary><c>flows config</c></summary>
internal sealed class ConfigCommand : CliCommand
{
    private readonly Option<bool> json = CommonOptions.Json();

    public ConfigCommand(CliEnvironment environment)
        : base(environment, "config", "Prints each setting, its value and where it comes from; secrets are masked.", "flows config", "FLOWS__CLOUD__API=http://host:4200 flows config") => Add(json);

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var values = Process.LoadConfiguration().Values;
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, values.Select(v => new { v.Key, Value = v.Display, v.Source }));
            return ExitCodes.Ok;
        }
        var table = new Table("KEY", "VALUE", "SOURCE");
        foreach (var value in values) table.Add(value.Key, value.Display, value.Source);
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
