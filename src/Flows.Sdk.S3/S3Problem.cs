using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Flows.S3;

/// <summary>Says in a sentence why S3 did not do what it was asked for, and the way out.</summary>
internal static class S3Problem
{
    public static string? Explain(Exception exception, S3ResultStore store) => exception switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"There is no S3 bucket '{store.Bucket}': create it, or name another one.",
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden, ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" } e =>
            $"S3 does not know this program for bucket '{store.Bucket}' ({e.ErrorCode}): check the AWS credentials that it runs with.",
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } =>
            $"S3 denies this program access to bucket '{store.Bucket}': its role needs s3:GetObject and s3:PutObject on arn:aws:s3:::{store.Bucket}/*, and s3:ListBucket on the bucket.",
        AmazonS3Exception { StatusCode: HttpStatusCode.MovedPermanently } or AmazonS3Exception { ErrorCode: "AuthorizationHeaderMalformed" } =>
            $"S3 bucket '{store.Bucket}' is in another region{In(store)}: set Region to the bucket's.",
        AmazonS3Exception e => $"S3 could not do it for bucket '{store.Bucket}' ({e.ErrorCode}): {e.Message}",
        AmazonClientException e when e.Message.Contains("RegionEndpoint", StringComparison.Ordinal) =>
            $"The region of S3 bucket '{store.Bucket}' is not known: set Region, or the environment variable AWS_REGION.",
        AmazonClientException e => $"S3 bucket '{store.Bucket}' cannot be used, since no AWS credentials were found or S3 was not reached: {e.Message}",
        HttpRequestException e => $"S3 was not reached for bucket '{store.Bucket}': {e.Message}",
        _ => null,
    };

    private static string In(S3ResultStore store) => store.Region is null ? "" : $" than {store.Region}";
}
