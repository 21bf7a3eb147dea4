using System.Formats.Tar;
using Flows.Docker.Images;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Docker.Tests.Images;

public sealed class LayerBuilderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flows-layers-");
    private readonly FakeTimeProvider time = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task WriteAsync_SameEntriesInAnyOrder_AreTheSameBytes()
    {
        var a = new LayerText("/opt/flows/a", LayerEntry.ReadableMode, "a");
        var b = new LayerText("/opt/flows/" + new string('b', 150), LayerEntry.ExecutableMode, "b");
        (await TarAsync([a, b])).ShouldBe(await TarAsync([b, a]));
    }

    [Fact]
    public async Task WriteAsync_Entries_HaveFixedTimeOwnerAndMode()
    {
        using var tar = new MemoryStream(await TarAsync([new LayerFolder("/opt", LayerEntry.ExecutableMode), new LayerText("/opt/x", LayerEntry.ReadableMode, "x")]));
        await using var reader = new TarReader(tar);
        var folder = (await reader.GetNextEntryAsync()).ShouldNotBeNull();
        (folder.Name, folder.EntryType, folder.Uid, folder.Gid).ShouldBe(("opt/", TarEntryType.Directory, 0, 0));
        var file = (await reader.GetNextEntryAsync()).ShouldNotBeNull();
        (file.Name, file.Mode, file.ModificationTime).ShouldBe(("opt/x", LayerEntry.ReadableMode, DateTimeOffset.UnixEpoch.AddSeconds(1)));
    }

    [Fact]
    public async Task BuildAsync_SameContentAgain_ComesFromTheCache()
    {
        var cache = new BlobCache(folder.FullName, time);
        var plan = new LayerPlan("project", [new LayerText("/opt/x", LayerEntry.ReadableMode, "x")]);
        var first = await new LayerBuilder(cache).BuildAsync(plan, CancellationToken.None);
        var blob = Path.Combine(folder.FullName, "blobs", "sha256", Sha256Digest.Hex(first.Digest));
        await File.WriteAllBytesAsync(blob, new byte[first.Size]);
        (await new LayerBuilder(cache).BuildAsync(plan with { Name = "other" }, CancellationToken.None)).ShouldBe(first with { Name = "other" });
        (await File.ReadAllBytesAsync(blob)).ShouldAllBe(b => b == 0, "a layer that is here is not compressed again");
    }

    [Fact]
    public async Task BuildAsync_CachedBlobDamaged_IsMadeAnew()
    {
        var cache = new BlobCache(folder.FullName, time);
        var plan = new LayerPlan("project", [new LayerText("/opt/x", LayerEntry.ReadableMode, "x")]);
        var first = await new LayerBuilder(cache).BuildAsync(plan, CancellationToken.None);
        File.WriteAllText(Path.Combine(folder.FullName, "blobs", "sha256", Sha256Digest.Hex(first.Digest)), "short");
        (await new LayerBuilder(cache).BuildAsync(plan, CancellationToken.None)).ShouldBe(first);
        cache.Has(first.Digest, first.Size).ShouldBeTrue();
    }

    [Fact]
    public async Task AddAsync_OtherContentThanPromised_KeepsNothing()
    {
        var cache = new BlobCache(folder.FullName, time);
        var promised = "sha256:" + new string('a', 64);
        await Should.ThrowAsync<DigestMismatchException>(() => cache.AddAsync(s => s.WriteAsync(new byte[3]).AsTask(), promised, CancellationToken.None));
        cache.Has(promised, 3).ShouldBeFalse();
        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static async Task<byte[]> TarAsync(IEnumerable<LayerEntry> entries)
    {
        using var output = new MemoryStream();
        await LayerTar.WriteAsync(output, LayerTar.Sort(entries), CancellationToken.None);
        return output.ToArray();
    }
}
