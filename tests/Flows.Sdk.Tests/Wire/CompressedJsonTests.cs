using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flows.Wire;

namespace Flows.Sdk.Tests.Wire;

public sealed class CompressedJsonTests
{
    [Fact]
    public void Unpack_FlowOfTheOriginal_IsItsJson()
    {
        var recorded = Fixtures.Read("15_compressed_registration.json");

        CompressedJson.Unpack(recorded.GetProperty("serialized_flow_compressed").GetString()!).ShouldBeJson(recorded.GetProperty("decompressed"));
    }

    [Fact]
    public void Pack_Json_UnpacksToTheSame()
    {
        var json = Fixtures.Read("03_map_flatten.json");

        CompressedJson.Unpack(CompressedJson.Pack(json)).ShouldBeJson(json);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("YWJj")]
    [InlineData("H4sIAAAAAAAAA0tMSgYAwkEkNQMAAAA=")]
    public void Unpack_SomethingElse_IsRefused(string text)
    {
        Should.Throw<FormatException>(() => CompressedJson.Unpack(text)).Message.ShouldBe("The compressed flow is not base64 of gzip of JSON.");
    }

    [Fact]
    public void Unpack_MoreThanTheBound_IsRefused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            for (var written = 0L; written <= CompressedJson.MaxBytes; written += 1 << 20)
                gzip.Write(new byte[1 << 20]);

        Should.Throw<FormatException>(() => CompressedJson.Unpack(Convert.ToBase64String(packed.ToArray()))).Message.ShouldContain("more than");
    }

    [Fact]
    public void Canonical_KeysInAnyOrder_AreOneText()
    {
        CanonicalJson.Hash(JsonElement.Parse("""{"b": [1, {"y": 1, "x": null}], "a": "ü"}"""))
            .ShouldBe(CanonicalJson.Hash(JsonElement.Parse("""{ "a":"\u00fc","b":[1,{"x":null,"y":1}]}""")));
        CanonicalJson.Hash(JsonElement.Parse("[1, 2]")).ShouldNotBe(CanonicalJson.Hash(JsonElement.Parse("[2, 1]")));
    }

    [Fact]
    public void Canonical_KeysWithEscapes_AreSortedByWhatTheyStandFor()
    {
        CanonicalJson.Hash(JsonElement.Parse("""{"b": 1, "\u0061": 2, "ü": 3, "\ud83d\ude00": 4, "\uff21": 5}"""))
            .ShouldBe(CanonicalJson.Hash(JsonElement.Parse("""{"😀": 4, "Ａ": 5, "\u00fc": 3, "a": 2, "b": 1}""")));
    }

    [Fact]
    public void Canonical_MoreThanIsHashedAtATime_IsOneText()
    {
        var sorted = "[" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $$"""{"a":{{i}},"b":[{"c":"{{i}}"}]}""")) + "]";
        var mixed = "[" + string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $$"""{ "b": [{"c":"{{i}}"}], "a": {{i}} }""")) + "]";

        CanonicalJson.Hash(JsonElement.Parse(mixed)).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sorted))));
    }
}
