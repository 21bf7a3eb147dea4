using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Flows.S3;

/// <summary>
/// Keeps results as objects of an S3 bucket: they outlive the container that made them. The program needs <c>s3:GetObject</c> and
/// <c>s3:PutObject</c> for the bucket's objects, and <c>s3:ListBucket</c> to be told that one is missing.
/// </summary>
/// <param name="bucket">The bucket, which must exist.</param>
public sealed class S3ResultStore(string bucket) : ResultStore, IDisposable
{
    private readonly Lock gate = new();
    private AmazonS3Client? client;

    /// <summary>The bucket.</summary>
    public string Bucket { get; } = string.IsNullOrWhiteSpace(bucket) ? throw new ArgumentException("An S3 result store needs the name of a bucket.", nameof(bucket)) : bucket;

    /// <summary>The bucket's region, for example <c>eu-central-1</c>. <value>The default is null: as AWS tools find it, such as from <c>AWS_REGION</c>, which ECS sets.</value></summary>
    public string? Region { get; init; }

    /// <summary>The address of another service that speaks S3; buckets are then part of the path. <value>The default is null: AWS.</value></summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Who the program is to S3. <value>The default is null: as AWS tools find it, such as the role of the ECS task.</value></summary>
    public AWSCredentials? Credentials { get; init; }

    /// <inheritdoc/>
    public override string Kind => "S3Result";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Details { get; } = new ReadOnlyDictionary<string, string>(new Dictionary<string, string> { ["bucket"] = bucket });

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(string location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var stream = Open(content);
        var request = new PutObjectRequest
        {
            BucketName = Bucket,
            Key = location,
            InputStream = stream,
            ContentType = "application/json",
            // Signed in one piece: the signature then covers every byte, and services that only resemble S3 take it.
            UseChunkEncoding = false,
        };
        try
        {
            await Client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (S3Problem.Explain(e, this) is { } problem)
        {
            throw new IOException(problem, e);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<byte[]?> ReadAsync(string location, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetObjectAsync(Bucket, location, cancellationToken).ConfigureAwait(false);
            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (S3Problem.Explain(e, this) is { } problem)
        {
            throw new IOException(problem, e);
        }
    }

    /// <summary>Closes the connections; the program's end does the same.</summary>
    public void Dispose()
    {
        lock (gate) client?.Dispose();
    }

    private AmazonS3Client Client
    {
        get
        {
            lock (gate) return client ??= Credentials is { } credentials ? new(credentials, Configuration()) : new(Configuration());
        }
    }

    private AmazonS3Config Configuration()
    {
        // What is written is signed as a whole, so no checksum is needed besides; one that S3 sends is checked.
        var configuration = new AmazonS3Config { RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED };
        if (ServiceUrl is not null) (configuration.ServiceURL, configuration.ForcePathStyle, configuration.AuthenticationRegion) = (ServiceUrl.AbsoluteUri, true, Region);
        else if (Region is not null) configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        return configuration;
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array) ? new(array.Array!, array.Offset, array.Count, writable: false) : new(content.ToArray(), writable: false);
}
