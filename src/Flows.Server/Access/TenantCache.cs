using System.Collections.Concurrent;

namespace Flows.Server.Access;

/// <summary>The tenants of the rows that were asked for lately. Two generations of bounded size: when the young one is full, the old one is forgotten.</summary>
internal sealed class TenantCache
{
    /// <summary>Rows per generation; about 3 MB in all.</summary>
    private const int Bound = 20_000;

    private volatile Generation young = new();
    private volatile Generation old = new();

    public Guid? Find(Guid id)
    {
        if (young.Rows.TryGetValue(id, out var tenant)) return tenant;
        if (!old.Rows.TryGetValue(id, out tenant)) return null;
        Add(id, tenant);
        return tenant;
    }

    public void Add(Guid id, Guid tenant)
    {
        var to = young;
        if (!to.Rows.TryAdd(id, tenant) || Interlocked.Increment(ref to.Count) != Bound) return;
        (old, young) = (to, new());
    }

    private sealed class Generation
    {
        public int Count;

        public ConcurrentDictionary<Guid, Guid> Rows { get; } = new();
    }
}
