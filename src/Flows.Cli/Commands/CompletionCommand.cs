using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary><c>flows completion</c></summary>
internal sealed class CompletionCommand : CliCommand
{
    private readonly Argument<string> shell = new("shell") { Description = "The shell: bash, zsh, fish or powershell." };

    public CompletionCommand(CliEnvironment environment)
        : base(
            environment, "completion", "Prints a script that lets a shell complete commands and options.",
            "source <(flows completion bash)", "flows completion zsh > \"${fpath[1]}/_flows\"", "flows completion fish > ~/.config/fish/completions/flows.fish",
            "flows completion powershell | Out-String | Invoke-Expression")
    {
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        Add(shell);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        await Output.WriteAsync(ShellCompletion.Script(line.GetRequiredValue(shell)).ReplaceLineEndings("\n"));
        return ExitCodes.Ok;
    }
}
