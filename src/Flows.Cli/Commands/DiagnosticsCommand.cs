using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Flows.Cli.Output;
using Flows.Wire;

namespace Flows.Cli.Commands;

/// <summary><c>flows diagnostics</c></summary>
internal sealed class DiagnosticsCommand : CliCommand
{
    private const string Default = "default";
    private readonly Option<bool> includeSecrets = new("--include-secret-names") { Description = "Names secrets too; values are never shown." };
    private readonly Option<bool> json = new("--json") { Description = "The answer is JSON without it too." };

    public DiagnosticsCommand(CliEnvironment environment)
        : base(environment, "diagnostics", "Prints what somebody who helps wants to know: which settings were changed, which variables are set, versions; no values.", "flows diagnostics")
    {
        Add(includeSecrets);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var configuration = Process.LoadConfiguration();
        var secrets = line.GetValue(includeSecrets);
        var overrides = configuration.Values.Where(v => v.Source != Default).ToDictionary(v => v.Key, _ => true, StringComparer.Ordinal);
        var hidden = overrides.Keys.Where(IsSecret).ToList();
        if (!secrets && hidden.Count > 0)
        {
            foreach (var key in hidden) overrides.Remove(key);
            overrides["context.secrets"] = false;
        }
        var answer = new
        {
            config_overrides = overrides,
            env_vars = Process.Sources.Environment.Keys.Where(n => n.StartsWith("PREFECT__", StringComparison.Ordinal) || n.StartsWith("FLOWS__", StringComparison.Ordinal))
                .Where(n => secrets || !n.Contains("__CONTEXT__SECRETS__", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            system_information = new
            {
                platform = RuntimeInformation.OSDescription,
                flows_backend = configuration.Backend,
                flows_version = VersionCommand.Text,
                core_version = WireConstants.CoreVersion,
                dotnet_version = RuntimeInformation.FrameworkDescription,
            },
        };
        await JsonOutput.WriteAsync(Output, JsonOutput.Sorted(JsonSerializer.SerializeToElement(answer)));
        return ExitCodes.Ok;
    }

    private static bool IsSecret(string key) => key.StartsWith("context.secrets.", StringComparison.Ordinal);
}
