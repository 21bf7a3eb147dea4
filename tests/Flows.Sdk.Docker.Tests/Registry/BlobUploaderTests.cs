using System.Net;
using Flows.Docker.Registry;
using Flows.Sdk.Docker.Tests.Support;
using Flows.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Docker.Tests.Registry;

/// <summary>Uploads that break, against a registry that remembers what arrived.</summary>
public sealed class BlobUploaderTests
{
    private const string Upload = "/v2/app/blobs/uploads/1";
    private readonly FakeTimeProvider time = new();
    private readonly RecordedProgress progress = new();
    private readonly byte[] content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Fact]
    public async Task PushAsync_ConnectionBreaks_GoesOnFromTheOffsetThatTheRegistryTells()
    {
        var arrived = new List<byte>();
        var breaks = 1;
        var registry = new FakeRegistry(request => (request.Method.Method, request.RequestUri!.AbsolutePath) switch
        {
            ("HEAD", _) => new(HttpStatusCode.NotFound),
            ("POST", _) => Accepted(0),
            ("PATCH", _) when breaks-- > 0 => Break(arrived, Body(request)[..40]),
            ("PATCH", _) => Take(arrived, request),
            ("GET", Upload) => new(HttpStatusCode.NoContent) { Headers = { { "Location", Upload }, { "Range", $"0-{arrived.Count - 1}" } } },
            ("PUT", Upload) => new(HttpStatusCode.Created),
            var other => throw new InvalidOperationException(other.ToString()),
        });
        await PushAsync(registry);
        arrived.ShouldBe(content);
        progress.Moved.Last().ShouldBe(("project", 100, 100));
        registry.Calls[^1].Address.ShouldEndWith($"{Upload}?digest=sha256%3Aabc");
    }

    [Fact]
    public async Task PushAsync_RegistryForgetsTheUpload_BeginsAnew()
    {
        var arrived = new List<byte>();
        var breaks = 1;
        var registry = new FakeRegistry(request => request.Method.Method switch
        {
            "HEAD" => new(HttpStatusCode.NotFound),
            "POST" => Accepted(0),
            "PATCH" when breaks-- > 0 => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken"),
            "PATCH" => Take(arrived, request),
            "GET" => new(HttpStatusCode.NotFound),
            _ => new(HttpStatusCode.Created),
        });
        await PushAsync(registry);
        arrived.ShouldBe(content);
        registry.Calls.Count(c => c.Address.EndsWith("/uploads/", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task PushAsync_NothingEverArrives_GivesUpAndSaysSo()
    {
        var registry = new FakeRegistry(request => request.Method.Method switch
        {
            "HEAD" or "GET" => new(HttpStatusCode.NotFound),
            "POST" => Accepted(0),
            _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken"),
        });
        var e = await Should.ThrowAsync<FlowStorageException>(() => PushAsync(registry));
        e.Message.ShouldStartWith("The registry registry.example.com broke off layer project of app 5 times");
    }

    private static byte[] Body(HttpRequestMessage request) => request.Content!.ReadAsByteArrayAsync().GetAwaiter().GetResult();

    private static HttpResponseMessage Break(List<byte> arrived, byte[] part)
    {
        arrived.AddRange(part);
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken");
    }

    private static HttpResponseMessage Take(List<byte> arrived, HttpRequestMessage request)
    {
        var range = request.Content!.Headers.TryGetValues("Content-Range", out var values) ? values.Single() : null;
        range.ShouldBe(arrived.Count == 0 ? null : $"{arrived.Count}-99");
        arrived.AddRange(Body(request));
        return Accepted(arrived.Count);
    }

    private static HttpResponseMessage Accepted(int count) =>
        new(HttpStatusCode.Accepted) { Headers = { { "Location", Upload }, { "Range", $"0-{Math.Max(count - 1, 0)}" } } };

    private Task PushAsync(FakeRegistry registry)
    {
        var http = new HttpClient(registry);
        const string host = "registry.example.com";
        var caller = new RegistryCaller(RegistryAddress.Of(host, null), http, new(host, null, new(http, host, time), time), time);
        var blob = new Blob("project", "sha256:abc", content.Length, () => new MemoryStream(content));
        return new BlobUploader(caller, "app", progress, time).PushAsync(blob, null, null, CancellationToken.None);
    }
}
