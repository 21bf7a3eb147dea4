using System.Collections.Concurrent;

namespace Flows.TestKit.Docker;

/// <summary>What a base image has.</summary>
public enum BaseImageKind
{
    /// <summary>A shell and the .NET runtime of this machine.</summary>
    Complete,

    /// <summary>The runtime and no shell.</summary>
    WithoutShell,

    /// <summary>A shell and no runtime.</summary>
    WithoutRuntime,
}

/// <summary>Root file systems of base images, each made once per test program by <c>eng/base-image</c>.</summary>
public static class BaseImages
{
    private static readonly ConcurrentDictionary<BaseImageKind, Lazy<Task<string>>> Tars = new();

    /// <summary>Why they cannot be made here; null when they can.</summary>
    public static string? Missing => Prerequisite.FindProgram("busybox") is null ? "busybox is not installed (Debian: busybox-static)." : null;

    /// <summary>The root file system as a tar file.</summary>
    public static Task<string> TarAsync(BaseImageKind kind) => Tars.GetOrAdd(kind, k => new(() => MakeAsync(k))).Value;

    private static async Task<string> MakeAsync(BaseImageKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("flows-base-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var tar = Path.Combine(folder, $"{kind}.tar");
        string[] options = kind switch
        {
            BaseImageKind.WithoutShell => ["--without", "shell"],
            BaseImageKind.WithoutRuntime => ["--without", "runtime"],
            _ => [],
        };
        _ = (await CommandLine.RunAsync(Path.Combine(CommandLine.Repository, "eng/base-image"), ["--tar", tar, .. options])).Text;
        return tar;
    }
}
