using System.Net;

namespace Flows.Docker.Registry;

/// <summary>One call of the registry's API as a value: what to send, and how to read the answer. <see cref="RegistryCaller"/> does the rest.</summary>
/// <typeparam name="T">The answer.</typeparam>
internal abstract record RegistryOperation<T>
{
    /// <summary>HTTP's method.</summary>
    public abstract HttpMethod Method { get; }

    /// <summary>The address: relative to the API's root, or one that the registry gave.</summary>
    public abstract Uri Target { get; }

    /// <summary>What a token has to be for, for example <c>repository:team/app:pull</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>What it does, to follow <c>The registry refused to</c>.</summary>
    public abstract string Action { get; }

    /// <summary>Media types to accept.</summary>
    public virtual IReadOnlyList<string> Accept => [];

    /// <summary>Whether a failed connection or a busy server may simply be asked again.</summary>
    public virtual bool IsRepeatable => true;

    /// <summary>Whether the body takes long: then the caller's time limit is for standing still and not for the whole.</summary>
    public virtual bool IsTransfer => false;

    /// <summary>Makes the body anew for each try; null for none.</summary>
    public virtual HttpContent? CreateContent() => null;

    /// <summary>Whether a status is an answer; anything else is a failure.</summary>
    public abstract bool IsAnswer(HttpStatusCode status);

    /// <summary>Reads an answer.</summary>
    public abstract Task<T> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken);
}
