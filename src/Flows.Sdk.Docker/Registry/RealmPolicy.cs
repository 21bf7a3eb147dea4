using System.Net;

namespace Flows.Docker.Registry;

/// <summary>Where credentials may go: a registry names its token service itself, so a registry gone bad could name any.</summary>
internal static class RealmPolicy
{
    /// <summary>Whether a token service may be asked at all: over TLS, unless the registry itself is spoken to without.</summary>
    public static bool MayAsk(Uri realm, Uri registry) =>
        realm.Scheme == Uri.UriSchemeHttps || (realm.Scheme == Uri.UriSchemeHttp && registry.Scheme == Uri.UriSchemeHttp && IsSameSite(realm, registry));

    /// <summary>Whether it may be told the registry's credentials.</summary>
    public static bool MayTrust(Uri realm, Uri registry) => MayAsk(realm, registry) && IsSameSite(realm, registry);

    private static bool IsSameSite(Uri realm, Uri registry)
    {
        if (realm.IsLoopback || registry.IsLoopback)
            return realm.IsLoopback && registry.IsLoopback;
        if (realm.IdnHost.Equals(registry.IdnHost, StringComparison.OrdinalIgnoreCase))
            return true;
        return !IsAddress(realm) && !IsAddress(registry) && Site(realm.IdnHost).Equals(Site(registry.IdnHost), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAddress(Uri uri) => IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out _);

    /// <summary>The owner's part of a host name: two labels, or three below endings such as <c>co.uk</c>.</summary>
    private static string Site(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        var isCountryEnding = labels is [.., { Length: <= 3 }, { Length: 2 }] && labels.Length > 2;
        return string.Join('.', labels.TakeLast(isCountryEnding ? 3 : 2));
    }
}
