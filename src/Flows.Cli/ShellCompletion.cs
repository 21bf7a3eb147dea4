namespace Flows.Cli;

/// <summary>Scripts by which shells ask this tool what may come next: <c>flows [suggest:POSITION] "LINE"</c>.</summary>
internal static class ShellCompletion
{
    public static string Script(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };

    private const string Bash =
        """
        # Completion of flows for bash: source <(flows completion bash)
        _flows_complete() {
            local current=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
            COMPREPLY=($(compgen -W "$(flows "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$current"))
        }
        complete -o bashdefault -o default -F _flows_complete flows

        """;

    private const string Zsh =
        """
        #compdef flows
        # Completion of flows for zsh: put it as _flows into a folder of $fpath.
        _flows() {
            local -a found
            found=("${(@f)$(flows "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- $found
            [ ${#found} -gt 0 ] || _files
        }
        compdef _flows flows

        """;

    private const string Fish =
        """
        # Completion of flows for fish: flows completion fish > ~/.config/fish/completions/flows.fish
        complete --command flows --arguments '(flows "[suggest:"(commandline --cursor)"]" (commandline --cut-at-cursor) 2>/dev/null)'

        """;

    private const string PowerShell =
        """
        # Completion of flows for PowerShell: flows completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName flows -ScriptBlock {
            param($word, $line, $position)
            flows "[suggest:$position]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
