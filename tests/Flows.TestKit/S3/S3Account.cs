using System.Text;

namespace Flows.TestKit.S3;

/// <summary>Whose requests a <see cref="FakeS3"/> takes, and for what.</summary>
/// <param name="Bucket">The one bucket.</param>
/// <param name="Region">Its region.</param>
/// <param name="AccessKey">The id of the key.</param>
/// <param name="SecretKey">The key.</param>
/// <param name="SessionToken">The token that goes with a key for a limited time; null when there is none.</param>
public sealed record S3Account(string Bucket, string Region, string AccessKey, string SecretKey, string? SessionToken = null);

/// <summary>What an S3 answers.</summary>
internal sealed record S3Answer(int Status, string ContentType, byte[] Body)
{
    public static S3Answer Error(int status, string code, string message = "") =>
        new(status, "application/xml", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"));
}
