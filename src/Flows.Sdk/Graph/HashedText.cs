using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Flows.Graph;

/// <summary>Lines of text of which only the hash is wanted. They are hashed as they come, since those of a large flow fill megabytes.</summary>
internal sealed class HashedText : IDisposable
{
    private const int Portion = 16 * 1024;

    /// <summary>The most bytes that one UTF-16 unit is encoded in.</summary>
    private const int LongestUnit = 6;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> buffer = new(2 * Portion);

    /// <summary>One fact on one line; each part is quoted, so that no two lists of parts give one line.</summary>
    public void Line(params ReadOnlySpan<object?> parts)
    {
        foreach (var part in parts)
        {
            if (part is null)
            {
                buffer.Write("null "u8);
                continue;
            }

            buffer.Write("\""u8);
            Word(part as string ?? Convert.ToString(part, CultureInfo.InvariantCulture)!);
            buffer.Write("\" "u8);
        }

        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= Portion) Flush();
    }

    /// <summary>The SHA-256 of all lines.</summary>
    /// <returns>64 lower-case hex digits.</returns>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private void Word(string text)
    {
        var plain = buffer.GetSpan(text.Length * LongestUnit);
        var length = Encoding.UTF8.GetBytes(text, plain);
        if (JavaScriptEncoder.Default.FindFirstCharacterToEncodeUtf8(plain[..length]) >= 0)
        {
            JavaScriptEncoder.Default.EncodeUtf8(plain[..length].ToArray(), plain, out _, out length);
        }

        buffer.Advance(length);
    }

    private void Flush()
    {
        hash.AppendData(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
