using System.Collections.ObjectModel;
using Flows.Client;

namespace Flows;

/// <summary>
/// Keeps results as files in a folder. They outlive the process where the folder does: a folder inside of a container ends with it, one that
/// is mounted does not.
/// </summary>
public sealed class LocalResultStore : ResultStore
{
    private readonly string root;

    /// <summary>Makes a store.</summary>
    /// <param name="directory">
    /// The folder, which is made when the first result is kept. <value>The default is null: <c>results</c> in the home folder of the
    /// configuration, <c>~/.prefect/results</c>.</value>
    /// </param>
    public LocalResultStore(string? directory = null)
    {
        Directory = Path.GetFullPath(directory ?? Path.Combine(FlowsConfiguration.Load()["home_dir"]!, "results"));
        root = Path.EndsInDirectorySeparator(Directory) ? Directory : Directory + Path.DirectorySeparatorChar;
        Details = new ReadOnlyDictionary<string, string>(new Dictionary<string, string> { ["dir"] = Directory });
    }

    /// <summary>The folder.</summary>
    public string Directory { get; }

    /// <inheritdoc/>
    public override string Kind => "LocalResult";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Details { get; }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(string location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = FileOf(location);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        // Written beside it and renamed: the file is there whole or not at all, also for a reader at this moment or after a crash.
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, options: FileOptions.Asynchronous))
            {
                await RandomAccess.WriteAsync(handle, content, 0, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<byte[]?> ReadAsync(string location, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(FileOf(location), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A name is made of what a run is given, so it must not lead out of the folder.</summary>
    private string FileOf(string location)
    {
        var file = Path.GetFullPath(Path.Combine(Directory, location));
        return file.StartsWith(root, StringComparison.Ordinal) && file.Length > root.Length ? file
            : throw new ArgumentException($"The result '{location}' would be outside of '{Directory}': its name must lead to a file in that folder.", nameof(location));
    }
}
