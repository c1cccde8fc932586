using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Todo;
using static MudBlazor.Icons.Material;

namespace Authoring.Web.Layout;

/// <summary>
/// Says who sees which link. What somebody may not open is not shown to him; the pages themselves refuse it all the same. A page that is
/// new is one line here.
/// </summary>
internal sealed class ShellLinks(ReportQueries reports, Rights rights, TodoService todo)
{
    /// <param name="slug">Of the report whose page is shown; null: of none.</param>
    public async Task<ShellView> ReadAsync(ClaimsPrincipal caller, string path, string? slug)
    {
        var everywhere = new[]
        {
            Link("work", "/", Outlined.SpaceDashboard, path == "/"),
            Link("reports", "/reports", Outlined.LibraryBooks, path is "/reports" or "/reports/new"),
        };
        return new ShellView(
            everywhere,
            caller.IsInRole(FirstAdministrator.Role) ? Administration(path) : [],
            slug is null ? null : await ReportAsync(caller, path, slug)
        );
    }

    private static ShellLink[] Administration(string path) =>
        [
            Link("first-day", "/admin", Outlined.Checklist, path == "/admin"),
            Link("people", "/people", Outlined.Groups, path.StartsWith("/people", StringComparison.Ordinal)),
            Link("chains", "/chains", Outlined.AccountTree, path.StartsWith("/chains", StringComparison.Ordinal)),
        ];

    private async Task<ShellReport?> ReportAsync(ClaimsPrincipal caller, string path, string slug)
    {
        if (
            await reports.FindIdAsync(slug) is not var (id, title)
            || await rights.InReportAsync(caller, id) is not (> Access.None and var access)
        )
            return null;
        var others = await reports.NamesForAsync(caller);
        var place = PlaceOf(path);
        var toSign = await todo.CountToSignAsync(caller.PersonId(), id);
        return new ShellReport(
            slug,
            title,
            Pages(slug, place, toSign),
            Management(slug, place, access),
            [.. others.Where(r => r.Slug != slug)]
        );
    }

    /// <param name="toSign">So many of its texts wait for his signature.</param>
    private static ShellLink[] Pages(string slug, Place place, int toSign) =>
        [
            Link("overview", Addresses.OfReport(slug), Outlined.Home, place.Page.Length == 0),
            Link("writing", Addresses.OfReport(slug, "write"), Outlined.EditNote, place.IsText) with
            {
                IsWhole = true,
            },
            Link("reading", Addresses.OfReport(slug, "read"), Outlined.ChromeReaderMode, place.Page == "read") with
            {
                IsWhole = true,
            },
            Link("cases", Addresses.OfReport(slug, "cases"), Outlined.AutoStories, place is { Page: "cases", IsText: false }),
            Link("figures", Addresses.OfReport(slug, "figures"), Outlined.BarChart, place.Page is "lists" or "figures"),
            Link(
                "review",
                Addresses.OfReport(slug, "review"),
                Outlined.FactCheck,
                place.Page is "board" or "review" || place.IsApprovalSheet
            ) with
            {
                Waiting = toSign,
            },
            Link("comments", Addresses.OfReport(slug, "comments"), Outlined.Forum, place.Page == "comments"),
            Link("history", Addresses.OfReport(slug, "history"), Outlined.History, place.Page == "history"),
        ];

    private static ShellLink[] Management(string slug, Place place, Access access) =>
        [
            .. access == Access.Manage
                ?
                [
                    Link("members", Addresses.OfReport(slug, "members"), Outlined.GroupAdd, place.Page == "members"),
                    Link("settings", Addresses.OfReport(slug, "settings"), Outlined.Settings, place.Page is "settings" or "chain"),
                ]
                : Array.Empty<ShellLink>(),
            Link("publish", Addresses.OfReport(slug, "publish"), Outlined.Publish, place.Page is "publish" or "editions"),
        ];

    private static ShellLink Link(string key, string address, string icon, bool isCurrent) => new(key, address, icon, isCurrent);

    /// <param name="Page">What follows the report in an address; nothing is the overview.</param>
    private readonly record struct Place(string Page, bool IsText, bool IsApprovalSheet);

    /// <summary>Of <c>/reports/{slug}/page/text/sign-off</c>.</summary>
    private static Place PlaceOf(string path)
    {
        var parts = path.Trim('/').Split('/');
        var page = parts.ElementAtOrDefault(2) ?? "";
        return new Place(page, page is "sections" or "cases" && parts.Length == 4, parts[^1] == "sign-off");
    }
}
