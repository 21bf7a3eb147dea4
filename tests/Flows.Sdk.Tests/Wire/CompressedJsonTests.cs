using System.IO.Compression;
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
}
