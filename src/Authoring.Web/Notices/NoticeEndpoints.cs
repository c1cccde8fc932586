using Authoring.Web.People;

namespace Authoring.Web.Notices;

internal static class NoticeEndpoints
{
    /// <summary><c>/notices/7</c>: to the place that a notice is about. The address stands in e-mails, too.</summary>
    public static void MapNotices(this WebApplication app) =>
        app.MapGet(
                "/notices/{id:int}",
                async (int id, HttpContext context, NoticeQueries book) =>
                    await book.OpenAsync(context.User.PersonId(), id) is { } address ? Results.LocalRedirect(address) : Results.NotFound()
            )
            .RequireAuthorization();
}
