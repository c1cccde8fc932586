namespace Authoring.Web.Help;

internal static class HelpSetup
{
    /// <summary><c>/help/pictures/{name}</c>: the pictures of the guides.</summary>
    public static void MapHelp(this WebApplication app) =>
        app.MapGet(
                "/help/pictures/{name}",
                (string name, HttpContext context) =>
                {
                    if (Guides.Picture(name) is not { } picture)
                        return Results.NotFound();
                    context.Response.Headers.CacheControl = "private, max-age=86400";
                    return Results.Stream(picture, "image/jpeg");
                }
            )
            .RequireAuthorization();
}
