using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>What every answer tells browsers: not to guess types, not to frame, not to tell other sites where one was, not to keep answers.</summary>
internal static class SecurityHeaders
{
    public static void Apply(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer: then browsers would hide the origin of our own forms, by which we know them.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
