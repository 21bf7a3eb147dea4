using Flows.Wire;

namespace Flows.Storage;

/// <summary>Where the program of a registered flow is kept, so that an agent can start it later.</summary>
public abstract class FlowStorage
{
    /// <summary>The kind of storage, as on the command line: <c>docker</c>, <c>local</c> or <c>module</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Stores the program. What is stored for one content is never changed by a later build.</summary>
    /// <param name="request">What to store.</param>
    /// <param name="cancellationToken">Ends the build; nothing half-done may be referred to afterwards.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="FlowStorageException">It cannot be stored; the message says what is wrong and the way out.</exception>
    public abstract Task<StoredFlow> StoreAsync(StorageRequest request, CancellationToken cancellationToken);
}

/// <summary>What a storage is asked to keep.</summary>
public sealed record StorageRequest
{
    /// <summary>The flow's name.</summary>
    public required string FlowName { get; init; }

    /// <summary>The output folder of the program that defines the flow.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>The program's assembly file in that folder, for example <c>HelloFlow.dll</c>.</summary>
    public required string AssemblyFile { get; init; }

    /// <summary>Settings by key, for example <c>docker.base_image</c>.</summary>
    public required Func<string, string?> Setting { get; init; }

    /// <summary>Told of each step.</summary>
    public required IStorageProgress Progress { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

/// <summary>Where a program was stored.</summary>
/// <param name="Document">The storage as the server keeps it.</param>
/// <param name="ContentDigest">Names the content: lower-case hex SHA-256; for an image, of its manifest.</param>
/// <param name="Description">The place, for people: an image reference with digest, or a folder.</param>
public sealed record StoredFlow(StorageDocument Document, string ContentDigest, string Description)
{
    /// <summary>The tags under which people find the image; runs use its digest. <value>The default is null: no image.</value></summary>
    public IReadOnlyList<string>? ImageTags { get; init; }
}

/// <summary>Shows how far the storing of a program is.</summary>
public interface IStorageProgress
{
    /// <summary>A step began, for example <c>Pushing layer packages</c>.</summary>
    /// <param name="text">The step in a few words.</param>
    void Step(string text);

    /// <summary>Bytes of one item moved.</summary>
    /// <param name="item">The item, for example a layer's name.</param>
    /// <param name="done">Bytes so far.</param>
    /// <param name="total">Bytes in all; null when unknown.</param>
    void Bytes(string item, long done, long? total);

    /// <summary>Something that people should know and that does not stop the build.</summary>
    /// <param name="text">A sentence.</param>
    void Warn(string text);
}

/// <summary>A program could not be stored.</summary>
/// <param name="message">What is wrong and the way out, in a sentence; never a credential.</param>
/// <param name="inner">What caused it.</param>
public sealed class FlowStorageException(string message, Exception? inner = null) : Exception(message, inner);
