namespace Flows.Agents.Docker;

/// <summary>Reads the mounts of the command line.</summary>
internal static class VolumeMounts
{
    /// <summary>Turns <c>path</c>, <c>host:container</c> or <c>host:container:mode</c> into the engine's words.</summary>
    /// <exception cref="AgentException">A mount is malformed.</exception>
    public static List<string> ToBinds(IReadOnlyList<string> volumes) => [.. volumes.Select(ToBind)];

    private static string ToBind(string volume)
    {
        var parts = volume.Split(':');
        var (source, target, mode) = parts switch
        {
            [var path] => (path, path, "rw"),
            [var from, var to] => (from, to, "rw"),
            [var from, var to, var m] => (from, to, m),
            _ => ("", "", ""),
        };
        if (source.Length == 0 || !target.StartsWith('/') || mode is not ("rw" or "ro"))
            throw new AgentException($"The volume '{volume}' is not understood. Write /path, /on/host:/in/container or name:/in/container, with :ro at the end to forbid writing.");
        return $"{source}:{target}:{mode}";
    }
}
