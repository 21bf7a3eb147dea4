using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Pushes one blob: not at all when it is there, by a mount when a neighbour has it, otherwise in one stream that goes on where a connection broke.</summary>
internal sealed class BlobUploader(RegistryCaller caller, string repository, IStorageProgress progress, TimeProvider timeProvider)
{
    /// <summary>How often in a row an upload may break without a new byte.</summary>
    private const int MaxBreaks = 5;

    private string Scope => RegistryScope.Push(repository);

    /// <summary>Pushes a blob.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="mountFrom">A repository of the same registry that has it; null for none.</param>
    /// <param name="obtain">Brings the bytes to this machine, where they have to be sent; null when they are here.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    public async Task PushAsync(Blob blob, string? mountFrom, Func<Task>? obtain, CancellationToken cancellationToken)
    {
        if (await caller.CallAsync(new FindBlob(repository, blob.Digest) { Scope = Scope }, cancellationToken).ConfigureAwait(false))
        {
            progress.Step($"Layer {blob.Name} is already there");
            return;
        }
        var upload = await StartAsync(blob, mountFrom, cancellationToken).ConfigureAwait(false);
        if (upload.Location is null)
        {
            progress.Step($"Layer {blob.Name} is taken over from {mountFrom}");
            return;
        }
        if (obtain is not null)
            await obtain().ConfigureAwait(false);
        progress.Step($"Pushing layer {blob.Name}");
        await SendAsync(blob, upload, cancellationToken).ConfigureAwait(false);
    }

    private Task<UploadState> StartAsync(Blob blob, string? mountFrom, CancellationToken cancellationToken) =>
        caller.CallAsync(new StartUpload(repository, blob.Digest, mountFrom) { Scope = mountFrom is null ? Scope : $"{Scope} {RegistryScope.Pull(mountFrom)}" }, cancellationToken);

    private async Task SendAsync(Blob blob, UploadState upload, CancellationToken cancellationToken)
    {
        var breaks = 0;
        var offset = 0L;
        while (offset < blob.Size)
        {
            var before = offset;
            upload = await WriteAsync(blob, upload.Location!, offset, cancellationToken).ConfigureAwait(false);
            if (upload.Location is null)
                upload = await StartAsync(blob, mountFrom: null, cancellationToken).ConfigureAwait(false) with { Offset = 0 };
            offset = upload.Offset ?? 0;
            breaks = offset > before ? 0 : breaks + 1;
            if (breaks == MaxBreaks)
                throw new FlowStorageException($"The registry {caller.Host} broke off layer {blob.Name} of {repository} {MaxBreaks} times: check its log, its disk and the network, and register again.");
        }
        await caller.CallAsync(new CommitUpload(repository, upload.Location!, blob.Digest) { Scope = Scope }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the rest; where the connection breaks, asks how much has arrived.</summary>
    private async Task<UploadState> WriteAsync(Blob blob, Uri location, long offset, CancellationToken cancellationToken)
    {
        try
        {
            HttpContent Rest() => new BlobContent(blob, offset, done => progress.Bytes(blob.Name, done, blob.Size), timeProvider);
            var answer = await caller.CallAsync(new WriteUpload(repository, location, offset, Rest) { Scope = Scope }, cancellationToken).ConfigureAwait(false);
            if (answer.Location is null || answer.Offset is not 0)
                return answer with { Offset = answer.Offset ?? blob.Size };
        }
        catch (FlowStorageException e) when (e.InnerException is HttpRequestException or HttpIOException)
        {
            progress.Step($"The connection to {caller.Host} broke; going on with layer {blob.Name}");
        }
        return await caller.CallAsync(new AskUpload(repository, location) { Scope = Scope }, cancellationToken).ConfigureAwait(false);
    }
}
