namespace Authoring.Web.Shell;

/// <summary>
/// Whether a script's request comes from a page of ours. Browsers say where from; and a page of another site cannot send what is neither a
/// form's nor plain text without being asked first, which we never allow.
/// </summary>
internal static class OwnSite
{
    public static bool IsAsked(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return false;
        if (request.Headers.Origin is [{ } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value)) return false;
        return request.ContentType is { } type && (type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase));
    }
}
