using System.Net;
using System.Net.Sockets;

namespace Flows.Server.Access;

/// <summary>
/// Counts keys that were wrong, by the address they came from and by how they begin, so that nobody tries many. Its memory has a bound.
/// </summary>
internal sealed class FailedLogIns(TimeProvider time)
{
    /// <summary>Wrong keys within <see cref="Window"/>, after which an address, or a beginning, has to wait.</summary>
    public const int Allowed = 10;

    /// <summary>Addresses and beginnings that are counted apart; when there are more, the others share one count.</summary>
    private const int Bound = 10_000;

    private const int BeginningLength = 8;

    private const string Others = "others";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Until, int Count)> counts = new(StringComparer.Ordinal);

    /// <summary>How long a caller with a wrong key has to wait before another is looked at; null when it need not.</summary>
    public TimeSpan? Wait(IPAddress? address, string secret)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            TimeSpan? longest = null;
            foreach (var name in Names(address, secret))
                if (counts.TryGetValue(Counted(name), out var entry) && entry.Until > now && entry.Count >= Allowed && (longest is null || entry.Until - now > longest))
                    longest = entry.Until - now;
            return longest;
        }
    }

    public void Note(IPAddress? address, string secret)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (counts.Count >= Bound) Clean(now);
            foreach (var name in Names(address, secret))
            {
                var counted = Counted(name);
                counts[counted] = counts.TryGetValue(counted, out var entry) && entry.Until > now ? (entry.Until, entry.Count + 1) : (now + Window, 1);
            }
        }
    }

    private string Counted(string name) => counts.Count < Bound || counts.ContainsKey(name) ? name : Others;

    private void Clean(DateTimeOffset now)
    {
        foreach (var name in counts.Where(c => c.Value.Until <= now).Select(c => c.Key).ToList()) counts.Remove(name);
    }

    // Whoever has one address of IPv6 has a whole network of them.
    private static string[] Names(IPAddress? address, string secret)
    {
        var beginning = "key " + secret[..Math.Min(secret.Length, BeginningLength)];
        return address is null ? [beginning]
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? [$"net {Convert.ToHexString(address.GetAddressBytes(), 0, 8)}", beginning]
            : [$"net {address}", beginning];
    }
}
