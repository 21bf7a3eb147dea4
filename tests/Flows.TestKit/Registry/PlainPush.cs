using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Flows.TestKit.Registry;

/// <summary>Pushes a one-layer image with plain HTTP requests: no engine, and none of the code under test.</summary>
public static class PlainPush
{
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Pushes a root file system.</summary>
    /// <param name="client">A client whose base address is the registry's <c>/v2/</c>.</param>
    /// <param name="repository">Where to.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="tarFile">The root file system.</param>
    /// <param name="oci">OCI's formats instead of Docker's.</param>
    /// <returns>The manifest's digest.</returns>
    public static async Task<string> PushAsync(HttpClient client, string repository, string tag, string tarFile, bool oci = false)
    {
        var (layer, diffId) = await CompressAsync(tarFile);
        var config = Encoding.UTF8.GetBytes($$"""
            {"architecture": "{{(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64")}}", "os": "linux",
             "config": {"Env": ["PATH={{Path}}", "DOTNET_RUNNING_IN_CONTAINER=true", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"], "Entrypoint": ["/bin/false"], "Cmd": ["/bin/sh"]},
             "rootfs": {"type": "layers", "diff_ids": ["{{diffId}}"]}, "history": [{"created_by": "a test"}]}
            """);
        await PushBlobAsync(client, repository, layer);
        await PushBlobAsync(client, repository, config);
        var type = oci ? "application/vnd.oci.image.manifest.v1+json" : "application/vnd.docker.distribution.manifest.v2+json";
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion": 2, "mediaType": "{{type}}",
             "config": {"mediaType": "{{(oci ? "application/vnd.oci.image.config.v1+json" : "application/vnd.docker.container.image.v1+json")}}", "size": {{config.Length}}, "digest": "{{Digest(config)}}"},
             "layers": [{"mediaType": "{{(oci ? "application/vnd.oci.image.layer.v1.tar+gzip" : "application/vnd.docker.image.rootfs.diff.tar.gzip")}}", "size": {{layer.Length}}, "digest": "{{Digest(layer)}}"}]}
            """);
        await PutManifestAsync(client, repository, tag, type, manifest);
        return Digest(manifest);
    }

    /// <summary>Stores a manifest or index.</summary>
    public static async Task PutManifestAsync(HttpClient client, string repository, string tag, string mediaType, byte[] manifest)
    {
        using var content = new ByteArrayContent(manifest) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var response = await client.PutAsync(new Uri($"{repository}/manifests/{tag}", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task PushBlobAsync(HttpClient client, string repository, byte[] blob)
    {
        using var start = await client.PostAsync(new Uri($"{repository}/blobs/uploads/", UriKind.Relative), null);
        start.EnsureSuccessStatusCode();
        var location = new Uri(client.BaseAddress!, start.Headers.Location!);
        using var content = new ByteArrayContent(blob);
        using var response = await client.PutAsync(new Uri($"{location}{(location.Query.Length > 0 ? '&' : '?')}digest={Digest(blob)}"), content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<(byte[] Layer, string DiffId)> CompressAsync(string tarFile)
    {
        using var compressed = new MemoryStream();
        var tar = await File.ReadAllBytesAsync(tarFile);
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(tar);
        return (compressed.ToArray(), Digest(tar));
    }

    private static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
