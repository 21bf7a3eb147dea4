using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Flows.TestKit.S3;

/// <summary>Checks a request as AWS does (signature version 4): who, when, for what, and that nothing was changed on the way.</summary>
internal sealed partial class SignatureCheck(S3Account account)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public S3Answer? FindProblem(HttpRequest request, byte[] body, DateTimeOffset now)
    {
        if (Header().Match(request.Headers.Authorization.ToString()) is not { Success: true } header) return S3Answer.Error(403, "AccessDenied", "The Authorization header is missing or malformed.");
        var (key, day, region, service) = (header.Groups[1].Value, header.Groups[2].Value, header.Groups[3].Value, header.Groups[4].Value);
        var signed = header.Groups[5].Value.Split(';');
        if (key != account.AccessKey) return S3Answer.Error(403, "InvalidAccessKeyId");
        if (account.SessionToken is { } token && request.Headers["x-amz-security-token"] != token) return S3Answer.Error(403, "ExpiredToken");
        if (region != account.Region || service != "s3") return S3Answer.Error(400, "AuthorizationHeaderMalformed", $"The region is {account.Region}.");
        var sent = request.Headers["x-amz-date"].ToString();
        if (!DateTimeOffset.TryParseExact(sent, "yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) || !sent.StartsWith(day, StringComparison.Ordinal))
            return S3Answer.Error(403, "AccessDenied", "The date is missing or not that of the signature.");
        if ((date - now).Duration() > Skew) return S3Answer.Error(403, "RequestTimeTooSkewed");
        if (MustBeSigned(request).Except(signed).FirstOrDefault() is { } unsigned) return S3Answer.Error(403, "AccessDenied", $"The header {unsigned} is not signed.");
        if (request.Headers["x-amz-content-sha256"] != Hex(SHA256.HashData(body))) return S3Answer.Error(400, "XAmzContentSHA256Mismatch");
        var text = $"{Algorithm}\n{sent}\n{day}/{region}/s3/aws4_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(request, signed))))}";
        return header.Groups[6].Value == Hex(HMACSHA256.HashData(SigningKey(day, region), Encoding.UTF8.GetBytes(text))) ? null : S3Answer.Error(403, "SignatureDoesNotMatch");
    }

    /// <summary>The host, and all that is special to AWS.</summary>
    private static IEnumerable<string> MustBeSigned(HttpRequest request) =>
        request.Headers.Keys.Select(k => k.ToLowerInvariant()).Where(k => k == "host" || k.StartsWith("x-amz-", StringComparison.Ordinal));

    private static string Canonical(HttpRequest request, string[] signed)
    {
        var query = string.Join('&', request.Query.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{Encode(q.Key)}={Encode(q.Value.ToString())}"));
        var headers = string.Concat(signed.Select(h => $"{h}:{Spaces().Replace(request.Headers[h].ToString().Trim(), " ")}\n"));
        var path = string.Join('/', request.Path.Value!.Split('/').Select(Encode));
        return $"{request.Method}\n{path}\n{query}\n{headers}\n{string.Join(';', signed)}\n{request.Headers["x-amz-content-sha256"]}";
    }

    private byte[] SigningKey(string day, string region) => new[] { day, region, "s3", "aws4_request" }
        .Aggregate(Encoding.UTF8.GetBytes("AWS4" + account.SecretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex(@"^AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$")]
    private static partial Regex Header();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
