using System.Collections.Concurrent;

namespace Flows.TestKit.Registry;

/// <summary>One request that passed the proxy.</summary>
/// <param name="Method">HTTP's method.</param>
/// <param name="Path">The path.</param>
/// <param name="Bytes">Bytes of its body.</param>
/// <param name="Status">What was answered; 0 when the connection was broken.</param>
public sealed record ProxiedRequest(string Method, string Path, long Bytes, int Status);

/// <summary>What went to one repository since it is watched.</summary>
public sealed class RegistryTraffic
{
    private readonly ConcurrentQueue<ProxiedRequest> requests = new();

    /// <summary>The requests, in order of their ends.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => requests;

    /// <summary>Bytes of their bodies.</summary>
    public long UploadedBytes => requests.Sum(r => r.Bytes);

    internal void Add(ProxiedRequest request) => requests.Enqueue(request);
}
