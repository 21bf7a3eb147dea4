using System.Buffers;
using System.Security.Cryptography;

namespace Flows.Docker.Images;

/// <summary>Digests as registries write them: <c>sha256:</c> and lower-case hex.</summary>
internal static class Sha256Digest
{
    private const string Prefix = "sha256:";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Of(ReadOnlySpan<byte> content) => Prefix + Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Finish(IncrementalHash hash) => Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>The hex digits of a digest.</summary>
    public static string Hex(string digest) => digest[Prefix.Length..];

    /// <summary>Whether a text has the shape of a digest, so that it can stand in a path.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: 71 } && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
}
