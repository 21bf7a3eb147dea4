using System.Net;
using System.Net.Http.Headers;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Runs operations against one registry: connects, answers challenges, follows redirects, repeats what failed for a moment, words failures.</summary>
internal sealed class RegistryCaller(RegistryAddress address, HttpClient http, RegistryAuthenticator authenticator, TimeProvider timeProvider)
{
    private const int MaxTries = 4;
    private const int MaxAuthorizations = 3;
    private const int MaxRedirects = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    private Uri? root;

    /// <summary>The registry's name.</summary>
    public string Host => address.Host;

    /// <summary>Runs one operation.</summary>
    /// <exception cref="FlowStorageException">It failed; the message says what was wanted, why not, and the way out.</exception>
    public async Task<T> CallAsync<T>(RegistryOperation<T> operation, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var mayRepeat = operation.IsRepeatable && attempt < MaxTries;
            try
            {
                var root = this.root ??= await ConnectAsync(cancellationToken).ConfigureAwait(false);
                using var response = await SendAuthorizedAsync(operation, root, cancellationToken).ConfigureAwait(false);
                if (operation.IsAnswer(response.StatusCode))
                    return await operation.ReadAsync(response, cancellationToken).ConfigureAwait(false);
                if (!mayRepeat || !IsPassing(response.StatusCode))
                    throw await FailureAsync(operation, response, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (ErrorOf(e) is { } error && !(mayRepeat && IsPassing(error)))
            {
                throw RegistryFailures.Unreachable($"The registry {Host}", error, e);
            }
            catch (Exception e) when (ErrorOf(e) is not null)
            {
                // A connection that broke: ask again below.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(250 << attempt), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds out whether the registry speaks TLS. Nothing secret is sent before that is known.</summary>
    private async Task<Uri> ConnectAsync(CancellationToken cancellationToken)
    {
        var secure = address.Root(Uri.UriSchemeHttps);
        if (!address.AllowsHttp)
            return secure;
        try
        {
            using var response = await SendAsync(new(HttpMethod.Get, secure), isTransfer: false, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError)
        {
            return address.Root(Uri.UriSchemeHttp);
        }
    }

    private async Task<HttpResponseMessage> SendAuthorizedAsync<T>(RegistryOperation<T> operation, Uri root, CancellationToken cancellationToken)
    {
        for (var authorizations = 0; ; authorizations++)
        {
            var authorization = await authenticator.AuthorizeAsync(operation.Scope, cancellationToken).ConfigureAwait(false);
            var response = await SendRedirectedAsync(operation, root, authorization, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
                return response;
            if (authorizations == MaxAuthorizations || !authenticator.Accept(response, root, operation.Scope))
                return response;
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendRedirectedAsync<T>(
        RegistryOperation<T> operation, Uri root, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var target = new Uri(root, operation.Target);
        for (var redirects = 0; ; redirects++)
        {
            var request = new HttpRequestMessage(operation.Method, target) { Content = operation.CreateContent() };
            foreach (var type in operation.Accept)
                request.Headers.Accept.Add(new(type));
            // Credentials are for the registry only: a blob on another host has its access in its address.
            if (IsSameOrigin(target, root))
                request.Headers.Authorization = authorization;
            else if (target.Scheme != Uri.UriSchemeHttps && root.Scheme == Uri.UriSchemeHttps)
                throw new FlowStorageException($"The registry {Host} sent on to plain HTTP at {target.IdnHost}, which is not followed: check its external address.");
            var response = await SendAsync(request, operation.IsTransfer, cancellationToken).ConfigureAwait(false);
            if (operation.IsAnswer(response.StatusCode) || !IsRedirect(response) || redirects == MaxRedirects)
                return response;
            target = new Uri(target, response.Headers.Location!);
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isTransfer, CancellationToken cancellationToken)
    {
        using var limit = isTransfer ? new CancellationTokenSource() : new CancellationTokenSource(Limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var completion = isTransfer ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
            return await http.SendAsync(request, completion, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"no answer in {Limit.TotalSeconds:0} seconds");
        }
        finally
        {
            request.Dispose();
        }
    }

    private async Task<FlowStorageException> FailureAsync<T>(RegistryOperation<T> operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await RegistryFailures.ReadRemoteTextAsync(response, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            // A token that says who one is and is still refused lacks permission.
            HttpStatusCode.Unauthorized when authenticator.HoldsToken => RegistryFailures.Denied(Host, authenticator.UserName, operation.Action, text),
            HttpStatusCode.Unauthorized => RegistryFailures.Refused(Host, authenticator.UserName, operation.Action),
            HttpStatusCode.Forbidden => RegistryFailures.Denied(Host, authenticator.UserName, operation.Action, text),
            var status => RegistryFailures.Unexpected(Host, status, operation.Action, text),
        };
    }

    private static bool IsSameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Authority == other.Authority;

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is not null;

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsPassing(HttpRequestError error) => error is HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError or HttpRequestError.Unknown;

    /// <summary>What went wrong on the wire; null for any other failure. Bodies break with another exception than requests.</summary>
    private static HttpRequestError? ErrorOf(Exception e) => e switch
    {
        HttpRequestException request => request.HttpRequestError,
        HttpIOException body => body.HttpRequestError,
        _ => null,
    };
}
