using System.IO.Compression;
using System.Text.Json;

namespace Flows.Wire;

/// <summary>JSON as base64 of gzip, the form in which a whole flow is posted (contract section 1.11).</summary>
public static class CompressedJson
{
    /// <summary>How large a text may be once it is unpacked: 64 MiB. A small text that unpacks to more is refused.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Packs JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The packed text.</returns>
    public static string Pack(JsonElement json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        using (var writer = new Utf8JsonWriter(gzip))
            json.WriteTo(writer);
        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>Unpacks JSON.</summary>
    /// <param name="text">The packed text.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="FormatException">It is not base64 of gzip of JSON, or larger than <see cref="MaxBytes"/>.</exception>
    public static JsonElement Unpack(string text)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            if (ReadBounded(gzip) is { } json) return JsonElement.Parse(json.Span);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            throw new FormatException("The compressed flow is not base64 of gzip of JSON.", e);
        }

        throw new FormatException($"The compressed flow unpacks to more than {MaxBytes} bytes.");
    }

    private static ReadOnlyMemory<byte>? ReadBounded(Stream stream)
    {
        using var json = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            json.Write(buffer, 0, read);
            if (json.Length > MaxBytes) return null;
        }

        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }
}
