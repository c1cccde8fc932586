namespace Authoring.Web.Shell;

/// <summary>Headers that keep foreign scripts, frames and guesses of type out, and foreign pages away from the hubs and circuits.</summary>
internal static class SafeHeaders
{
    private const string Circuits = "/_blazor";

    // CodeMirror writes its styles into the page; everything else comes from files of our own.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSafeHeaders(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                // A page of another site could open a socket with this browser's cookie where SameSite does not stop it.
                var path = context.Request.Path;
                if ((path.StartsWithSegments("/hubs") || path.StartsWithSegments(Circuits)) && !OwnSite.IsOrigin(context.Request))
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return;
                }
                await next();
            }
        );
}
