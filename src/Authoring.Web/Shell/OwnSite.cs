namespace Authoring.Web.Shell;

/// <summary>
/// Whether a script's request comes from a page of ours. Browsers say where from; and a page of another site cannot send what is neither a
/// form's nor plain text without being asked first, which we never allow.
/// </summary>
internal static class OwnSite
{
    public static bool IsAsked(HttpRequest request)
    {
        if (!IsSent(request))
            return false;
        return request.ContentType is { } type
            && (
                type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Whether a form comes from a page of ours, or from no page: what is no browser says nothing about that.</summary>
    public static bool IsSent(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].All(site => site is "same-origin" or "none") && IsOrigin(request);

    /// <summary>
    /// No browser leaves out where a page comes from when it opens a socket; what is no browser carries no cookie that it was not
    /// given. A page that came over https goes on over it; behind a proxy that is not known, nobody can tell here.
    /// </summary>
    public static bool IsOrigin(HttpRequest request) =>
        request.Headers.Origin.All(origin =>
            Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && (uri.Scheme == request.Scheme || !request.IsHttps)
            && string.Equals(uri.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && uri.Port == (request.Host.Port ?? (uri.Scheme == "https" ? 443 : 80))
        );
}
