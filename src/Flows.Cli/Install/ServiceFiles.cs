namespace Flows.Cli.Install;

/// <summary>What a service manager is told, so that it keeps an agent running.</summary>
internal static class ServiceFiles
{
    /// <summary>A unit for systemd. Runs that the agent started go on when it is stopped or started anew.</summary>
    /// <param name="command">The words of the command.</param>
    /// <param name="environment">Variables, for what must not stand in a list of processes.</param>
    /// <param name="user">The user that it runs as.</param>
    public static string Systemd(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string user) =>
        $"""
        # Save it as /etc/systemd/system/flows-agent.service{(environment.Count > 0 ? ", readable by root only (chmod 600), since it holds a key" : "")}; then:
        #   systemctl daemon-reload && systemctl enable --now flows-agent
        [Unit]
        Description=Flows agent
        Wants=network-online.target
        After=network-online.target

        [Service]
        ExecStart={string.Join(' ', command.Select(Systemd))}
        {string.Concat(environment.Select(v => $"Environment={Systemd($"{v.Key}={v.Value}")}\n"))}User={user}
        Restart=always
        RestartSec=5
        KillMode=process

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>A program for supervisord.</summary>
    /// <param name="command">The words of the command.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="user">The user that it runs as.</param>
    public static string Supervisord(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string user) =>
        $"""
        ; Save it as /etc/supervisor/conf.d/flows-agent.conf{(environment.Count > 0 ? ", readable by root only, since it holds a key" : "")}; then: supervisorctl update
        [program:flows-agent]
        command={string.Join(' ', command.Select(Supervisord))}
        {(environment.Count > 0 ? $"environment={string.Join(',', environment.Select(v => $"{v.Key}=\"{Percent(v.Value).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}\n" : "")}user={user}
        autostart=true
        autorestart=true
        stopsignal=TERM
        stopasgroup=false
        killasgroup=false

        """;

    private static string Systemd(string word)
    {
        var text = Percent(word).Replace("$", "$$", StringComparison.Ordinal);
        return IsPlain(word) ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string Supervisord(string word) => IsPlain(word) ? Percent(word) : $"\"{Percent(word).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string word) => word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '\\' or ';' or '#');

    private static string Percent(string word) => word.Replace("%", "%%", StringComparison.Ordinal);
}
