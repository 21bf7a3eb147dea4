using System.Text.Json;
using Flows.TestKit.Registry;

namespace Flows.Sdk.Docker.Tests.Support;

/// <summary>Reads back what a registry keeps, with plain requests.</summary>
internal static class RegistryContents
{
    public static async Task<JsonElement> ManifestAsync(this RegistryFixture registry, string repository, string selector)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{repository}/manifests/{selector}", UriKind.Relative));
        request.Headers.Accept.ParseAdd("application/vnd.docker.distribution.manifest.v2+json");
        request.Headers.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json");
        using var response = await registry.Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;
    }

    public static async Task<JsonElement> ConfigAsync(this RegistryFixture registry, string repository, string selector)
    {
        var manifest = await registry.ManifestAsync(repository, selector);
        var digest = manifest.GetProperty("config").GetProperty("digest").GetString();
        return JsonDocument.Parse(await registry.BlobAsync(repository, digest!)).RootElement;
    }

    public static Task<byte[]> BlobAsync(this RegistryFixture registry, string repository, string digest) =>
        registry.Client.GetByteArrayAsync(new Uri($"{repository}/blobs/{digest}", UriKind.Relative));

    /// <summary>The status of a manifest's address: 404 where nothing was pushed.</summary>
    public static async Task<int> StatusAsync(this RegistryFixture registry, string repository, string selector)
    {
        using var response = await registry.Client.GetAsync(new Uri($"{repository}/manifests/{selector}", UriKind.Relative));
        return (int)response.StatusCode;
    }

    public static IReadOnlyList<string> Strings(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];
}
