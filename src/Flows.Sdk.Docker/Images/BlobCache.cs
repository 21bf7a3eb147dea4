using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Docker.Images;

/// <summary>
/// Layers and facts on this machine by digest, so that nothing is downloaded, inspected or compressed twice. Files appear whole or not at all.
/// </summary>
/// <param name="folder">The folder; it is made when it is needed.</param>
/// <param name="timeProvider">The clock for what is oldest.</param>
internal sealed class BlobCache(string folder, TimeProvider timeProvider)
{
    /// <summary>The folder holds at most about 4 GiB of layers; see <see cref="Prune"/>.</summary>
    private const long MaxBytes = 4L << 30;

    /// <summary>A layer in use by another process is younger than this.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromHours(1);

    private string Blobs => Path.Combine(folder, "blobs", "sha256");

    /// <summary><c>$XDG_CACHE_HOME/flows/docker</c>, otherwise <c>~/.cache/flows/docker</c>; on Windows <c>%LOCALAPPDATA%\flows\docker</c>.</summary>
    public static string DefaultFolder
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(home, "flows", "docker");
        }
    }

    /// <summary>Whether a blob is here in full.</summary>
    public bool Has(string digest, long size)
    {
        var file = new FileInfo(PathOf(digest));
        if (!file.Exists || file.Length != size)
            return false;
        TryTouch(file);
        return true;
    }

    public Stream OpenRead(string digest) => File.OpenRead(PathOf(digest));

    /// <summary>Adds what is written; with an expected digest, only if it is that.</summary>
    /// <exception cref="DigestMismatchException">It is something else; nothing was kept.</exception>
    public async Task<(string Digest, long Size)> AddAsync(Func<Stream, Task> write, string? expectedDigest, CancellationToken cancellationToken)
    {
        var temporary = TemporaryFile(Blobs);
        try
        {
            string digest;
            long size;
            var file = File.Create(temporary);
            await using (file.ConfigureAwait(false))
            {
                using var hashed = new HashingStream(file);
                await write(hashed).ConfigureAwait(false);
                await hashed.FlushAsync(cancellationToken).ConfigureAwait(false);
                (digest, size) = (hashed.FinishDigest(), hashed.Length);
            }
            if (expectedDigest is not null && digest != expectedDigest)
                throw new DigestMismatchException(expectedDigest, digest);
            File.Move(temporary, PathOf(digest), overwrite: true);
            return (digest, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a small document; null when it is not there or not readable, so that it is made anew.</summary>
    public async Task<T?> ReadNoteAsync<T>(string kind, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, kind, key + ".json"), cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public async Task WriteNoteAsync(string kind, string key, byte[] content, CancellationToken cancellationToken)
    {
        var temporary = TemporaryFile(Path.Combine(folder, kind));
        await File.WriteAllBytesAsync(temporary, content, cancellationToken).ConfigureAwait(false);
        File.Move(temporary, Path.Combine(folder, kind, key + ".json"), overwrite: true);
    }

    /// <summary>Deletes the layers that were not used for longest while the folder is over its bound.</summary>
    public void Prune()
    {
        var blobs = new DirectoryInfo(Blobs);
        if (!blobs.Exists)
            return;
        var files = blobs.GetFiles().OrderBy(f => f.LastWriteTimeUtc).ToList();
        var total = files.Sum(f => f.Length);
        var young = timeProvider.GetUtcNow().UtcDateTime - MinAge;
        foreach (var file in files.TakeWhile(f => f.LastWriteTimeUtc < young))
        {
            if (total <= MaxBytes)
                return;
            total -= file.Length;
            TryDelete(file);
        }
    }

    private static string TemporaryFile(string inFolder)
    {
        Directory.CreateDirectory(inFolder);
        return Path.Combine(inFolder, $".{Guid.NewGuid():N}.tmp");
    }

    private string PathOf(string digest) =>
        Path.Combine(Blobs, Sha256Digest.IsValid(digest) ? Sha256Digest.Hex(digest) : throw new ArgumentException($"'{digest}' is no SHA-256 digest.", nameof(digest)));

    private void TryTouch(FileInfo file)
    {
        try
        {
            file.LastWriteTimeUtc = timeProvider.GetUtcNow().UtcDateTime;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the order of pruning suffers.
        }
    }

    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process reads it; the next prune takes it.
        }
    }
}

/// <summary>Content is not what its digest says.</summary>
internal sealed class DigestMismatchException(string expected, string actual) : Exception($"expected {expected}, got {actual}");
