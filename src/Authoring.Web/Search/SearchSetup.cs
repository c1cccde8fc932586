namespace Authoring.Web.Search;

/// <summary>The search that opens with Ctrl+K over every page.</summary>
internal static class SearchSetup
{
    public const string Address = "/api/search";

    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SearchService>();
        builder.Services.AddSingleton<SearchRecords>();
        builder.Services.AddSingleton<SearchCommands>();
    }

    /// <summary><c>GET /api/search?q=…&amp;report=…</c>; without words what was written last, and the pages by name.</summary>
    public static void MapSearch(this WebApplication app) =>
        app.MapGet(
                Address,
                async (string? q, string? report, HttpContext context, SearchService search) =>
                {
                    context.Response.Headers.CacheControl = "no-store";
                    return q?.Length > SearchQuery.Longest || report?.Length > Documents.Report.LongestSlug
                        ? Results.BadRequest()
                        : Results.Ok(await search.FindAsync(context.User, q, string.IsNullOrEmpty(report) ? null : report));
                }
            )
            .RequireAuthorization();
}
