using System.Security.Cryptography;
using System.Text;

namespace Flows.Server.Access;

/// <summary>The secret part of keys and sessions: 256 random bits as text, of which only the hash is ever kept.</summary>
internal static class ApiKeySecret
{
    /// <summary>What keys begin with, so that people and scanners of secrets know one when they see it.</summary>
    public const string Mark = "flows_";

    private const int RandomBytes = 32, ShownLetters = 6;

    public static string New() => Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The part of a key that may be shown.</summary>
    public static string PrefixOf(string secret) => secret[..Math.Min(secret.Length, Mark.Length + ShownLetters)];

    /// <summary>The SHA-256 hash, as lower-case hexadecimal. A random secret of this length needs no slow hash: there is nothing to guess.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares hashes in a time that does not depend on where they differ.</summary>
    public static bool IsSame(string hash, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
