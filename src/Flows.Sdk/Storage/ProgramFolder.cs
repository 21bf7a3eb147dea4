using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace Flows.Storage;

/// <summary>The output folder of a flow program: the files that a storage keeps, and a digest of them.</summary>
/// <remarks>
/// Left out: names that start with a dot, <c>*.runtimeconfig.dev.json</c> (names folders of this machine), the native launcher (storages start
/// <c>dotnet X.dll</c>), and a folder that holds the program again (the output of <c>dotnet publish</c> inside a build's).
/// </remarks>
internal sealed class ProgramFolder
{
    private ProgramFolder(string root, string assemblyFile, IReadOnlyList<ProgramFile> files)
    {
        Root = root;
        AssemblyFile = assemblyFile;
        Files = files;
    }

    /// <summary>The folder's absolute path.</summary>
    public string Root { get; }

    /// <summary>The file name of the program's assembly.</summary>
    public string AssemblyFile { get; }

    /// <summary>The files to keep, sorted by path, ordinal.</summary>
    public IReadOnlyList<ProgramFile> Files { get; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="FlowStorageException">The program's assembly is not in it.</exception>
    public static ProgramFolder Read(string root, string assemblyFile)
    {
        root = Path.GetFullPath(root);
        if (!File.Exists(Path.Combine(root, assemblyFile)))
        {
            throw new FlowStorageException(
                $"The program's assembly '{assemblyFile}' is not in '{root}': a single-file or native program cannot be stored, run it with 'dotnet run' to register it.");
        }
        var files = new List<ProgramFile>();
        Collect(new DirectoryInfo(root), "", assemblyFile, files);
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new(root, assemblyFile, files);
    }

    /// <summary>The file name of the running program's assembly.</summary>
    /// <exception cref="FlowStorageException">The process was not started from an assembly.</exception>
    public static string RunningAssemblyFile =>
        Assembly.GetEntryAssembly()?.GetName().Name is { } name
            ? $"{name}.dll"
            : throw new FlowStorageException("The running program has no assembly of its own: register from a program that 'dotnet' started.");

    /// <summary>Whether the running program was built without optimization.</summary>
    public static bool IsRunningDebugBuild => Assembly.GetEntryAssembly()?.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false;

    /// <summary>Lower-case hex SHA-256 over the sorted paths and the bytes of the files: equal on every machine for equal content.</summary>
    public async Task<string> ComputeDigestAsync(CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            var content = File.OpenRead(file.FullPath);
            await using (content.ConfigureAwait(false))
            {
                digest.AppendData(System.Text.Encoding.UTF8.GetBytes($"{file.Path}\0"));
                digest.AppendData(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
            }
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static void Collect(DirectoryInfo folder, string prefix, string assemblyFile, List<ProgramFile> files)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            if (IsKept(file.Name, prefix, assemblyFile)) files.Add(new(prefix + file.Name, file.FullName, IsExecutable(file)));
        }
        foreach (var inner in folder.EnumerateDirectories())
        {
            var holdsProgramAgain = File.Exists(Path.Combine(inner.FullName, assemblyFile));
            if (!inner.Name.StartsWith('.') && !holdsProgramAgain) Collect(inner, $"{prefix}{inner.Name}/", assemblyFile, files);
        }
    }

    private static bool IsKept(string name, string prefix, string assemblyFile)
    {
        var program = Path.GetFileNameWithoutExtension(assemblyFile);
        var isLauncher = prefix.Length == 0 && (name == program || name == $"{program}.exe");
        return !name.StartsWith('.') && !isLauncher && !name.EndsWith(".runtimeconfig.dev.json", StringComparison.Ordinal);
    }

    private static bool IsExecutable(FileInfo file) => !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
}

/// <summary>One file of a program.</summary>
/// <param name="Path">Its path in the folder, with <c>/</c> between names.</param>
/// <param name="FullPath">Its path on this machine.</param>
/// <param name="IsExecutable">Whether its owner may execute it; never on Windows.</param>
internal sealed record ProgramFile(string Path, string FullPath, bool IsExecutable);
