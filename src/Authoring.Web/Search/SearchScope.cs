using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Reports;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Search;

/// <summary>
/// The reports that are looked through: the one whose page is shown, or all of a person's. None stands here that he may not read now.
/// </summary>
internal sealed record SearchScope(
    IReadOnlyList<(LiveReport Report, Compilation Compilation, Access Access)> Reports,
    IReadOnlyList<ReportName> Names
)
{
    /// <summary>Each that nobody has open must be read first.</summary>
    private const int Most = 6;

    public static async Task<SearchScope> ReadAsync(
        ClaimsPrincipal caller,
        string? slug,
        ReportQueries queries,
        LiveReports live,
        Rights rights
    )
    {
        var names = await queries.NamesForAsync(caller);
        var found = new List<(LiveReport, Compilation, Access)>();
        foreach (var name in slug is null ? names.Take(Most).Select(n => n.Slug) : [slug])
            if (await live.FindForReadingAsync(caller, name) is { } report)
                found.Add((report, await report.CurrentAsync(), await rights.InReportAsync(caller, report.Id)));
        return new SearchScope(found, names);
    }
}
