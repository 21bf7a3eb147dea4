using Flows.Storage;
using Flows.Wire;

namespace Flows;

/// <summary>
/// Keeps the program in a folder of this machine, one per content, so that a later build never changes a registered version. Only a local agent
/// on this machine can run it.
/// </summary>
public sealed class LocalStorage : FlowStorage
{
    /// <summary>The setting (<c>FLOWS__LOCAL__DIRECTORY</c>) that takes the place of <see cref="Directory"/> where a program leaves it open.</summary>
    internal const string DirectorySetting = "local.directory";

    /// <summary>
    /// The folder that holds one folder per content digest.
    /// <value>The default is null: the setting <c>local.directory</c>, or else <c>~/.flows/flows</c>.</value>
    /// </summary>
    public string? Directory { get; init; }

    /// <inheritdoc/>
    public override string Kind => "local";

    /// <inheritdoc/>
    public override async Task<StoredFlow> StoreAsync(StorageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var program = ProgramFolder.Read(request.ProgramFolder, request.AssemblyFile);
        var digest = await program.ComputeDigestAsync(cancellationToken).ConfigureAwait(false);
        var target = Path.Combine(Path.GetFullPath(Directory ?? request.Setting(DirectorySetting) ?? HomeDirectory), digest);
        if (System.IO.Directory.Exists(target)) request.Progress.Step($"The program is already in {target}");
        else await CopyAsync(program, target, request.Progress, cancellationToken).ConfigureAwait(false);
        var document = new LocalStorageDocument
        {
            Directory = target,
            Flows = new Dictionary<string, string> { [request.FlowName] = Path.Combine(target, program.AssemblyFile) },
        };
        return new(document, digest, target);
    }

    private static string HomeDirectory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".flows", "flows");

    /// <summary>Copies beside the target and renames: the target exists whole or not at all.</summary>
    private static async Task CopyAsync(ProgramFolder program, string target, IStorageProgress progress, CancellationToken cancellationToken)
    {
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            progress.Step($"Copying the program to {target}");
            await CopyFilesAsync(program, temporary, progress, cancellationToken).ConfigureAwait(false);
            Publish(temporary, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlowStorageException($"The program cannot be copied to '{target}': {e.Message}", e);
        }
        finally
        {
            if (System.IO.Directory.Exists(temporary)) System.IO.Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task CopyFilesAsync(ProgramFolder program, string folder, IStorageProgress progress, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(folder);
        foreach (var file in program.Files)
        {
            var copy = Path.Combine(folder, file.Path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await Task.Run(() => File.Copy(file.FullPath, copy), cancellationToken).ConfigureAwait(false);
        }
        progress.Step($"Copied {program.Files.Count} files");
    }

    private static void Publish(string temporary, string target)
    {
        try
        {
            System.IO.Directory.Move(temporary, target);
        }
        catch (IOException) when (System.IO.Directory.Exists(target))
        {
            // Another registration of the same content was first; its folder is equal.
        }
    }
}
