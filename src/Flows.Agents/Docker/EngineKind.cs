using Docker.DotNet;

namespace Flows.Agents.Docker;

/// <summary>Tells what kind of engine it is.</summary>
internal static class EngineKind
{
    /// <summary>Whether containers run on this very machine's kernel and network: not in a desktop's virtual machine, not elsewhere.</summary>
    public static async Task<bool> IsNativeAsync(IDockerClient engine, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !engine.Options.Endpoint.Scheme.Equals("unix", StringComparison.OrdinalIgnoreCase)) return false;
        var info = await engine.System.GetSystemInfoAsync(cancellationToken);
        return !(info.OperatingSystem ?? "").Contains("Docker Desktop", StringComparison.OrdinalIgnoreCase);
    }
}
