using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Search;

/// <summary>
/// Finds pages and what can be done by name, chapters and headings, figures and tables, case cards, comments and people: in what somebody
/// may read, and nowhere else.
/// </summary>
internal sealed class SearchService(
    ReportQueries queries,
    LiveReports live,
    Rights rights,
    SearchRecords records,
    SearchCommands commands,
    IStringLocalizer<Words> words
)
{
    private const int MostOfKind = 6;

    /// <param name="slug">Of the report whose page is shown; null: of none, and all of his are looked through.</param>
    public async Task<SearchAnswer> FindAsync(ClaimsPrincipal caller, string? typed, string? slug)
    {
        var query = SearchQuery.Of(typed);
        var scope = await SearchScope.ReadAsync(caller, slug, queries, live, rights);
        var asked = await commands.ListForAsync(caller, slug);
        IEnumerable<(string Kind, IEnumerable<SearchHit> Hits)> kinds = query.IsEmpty
            ? [("recent", await records.RecentAsync(caller, scope)), ("commands", asked)]
            :
            [
                ("commands", asked.Where(c => query.Finds(c.Title))),
                ("reports", Reports(scope, query, slug)),
                ("texts", InReports(scope, query, Texts)),
                ("captions", InReports(scope, query, Captions)),
                ("cases", InReports(scope, query, Cases)),
                ("comments", await records.CommentsAsync(scope, query, MostOfKind)),
                ("people", await records.PeopleAsync(caller, scope, query, MostOfKind)),
            ];
        return new SearchAnswer([
            .. kinds
                .Select(kind => new SearchGroup(
                    kind.Kind,
                    words[$"search.{kind.Kind}"],
                    [.. kind.Hits.OrderBy(hit => query.RankOf(hit.Title)).Take(MostOfKind)]
                ))
                .Where(group => group.Hits.Count > 0),
        ]);
    }

    /// <summary>His others.</summary>
    private static IEnumerable<SearchHit> Reports(SearchScope scope, SearchQuery query, string? slug) =>
        scope
            .Names.Where(name => name.Slug != slug && query.Finds(name.Title))
            .Select(name => new SearchHit("", name.Title, "", Addresses.OfReport(name.Slug)));

    private static IEnumerable<SearchHit> InReports(
        SearchScope scope,
        SearchQuery query,
        Func<LiveReport, Compilation, IEnumerable<SearchHit>> all
    ) =>
        from one in scope.Reports
        from hit in all(one.Report, one.Compilation)
        where query.Finds(hit.Number, hit.Title)
        select scope.Reports.Count == 1 ? hit : hit with { About = $"{one.Report.Definition.Title} {hit.About}".TrimEnd() };

    /// <summary>Chapters, which are the texts themselves, and their headings.</summary>
    private static IEnumerable<SearchHit> Texts(LiveReport report, Compilation compilation)
    {
        var titles = Titles(compilation);
        foreach (var text in compilation.Report.Outline.Where(entry => entry.Part != ReportPart.Case))
            if (report.Documents.TryGetValue(text.Path, out var name))
                yield return new SearchHit(text.Number, text.Title, "", Addresses.OfText(name));
        foreach (var target in compilation.Report.Targets().Where(target => target.Kind == TargetKind.Heading))
            if (titles.GetValueOrDefault(target.File) != target.Title && Hit(report, compilation, target, titles) is { } hit)
                yield return hit;
    }

    private static IEnumerable<SearchHit> Captions(LiveReport report, Compilation compilation)
    {
        var titles = Titles(compilation);
        return compilation
            .Report.Targets()
            .Where(target => target.Kind is TargetKind.Figure or TargetKind.Table)
            .Select(target => Hit(report, compilation, target, titles))
            .OfType<SearchHit>();
    }

    /// <summary>Those that stand nowhere, too.</summary>
    private static IEnumerable<SearchHit> Cases(LiveReport report, Compilation compilation) =>
        from text in compilation.Report.Outline
        where text.Part == ReportPart.Case && report.Documents.ContainsKey(text.Path)
        select new SearchHit(text.Number, text.Title, "", Addresses.OfText(report.Documents[text.Path]));

    private static SearchHit? Hit(LiveReport report, Compilation compilation, Target target, Dictionary<string, string> titles) =>
        report.Documents.TryGetValue(target.File, out var name)
            ? new SearchHit(
                target.Number,
                target.Title,
                titles.GetValueOrDefault(target.File) ?? "",
                Addresses.OfLine(name, compilation.LineInText(target.File, target.Line))
            )
            : null;

    private static Dictionary<string, string> Titles(Compilation compilation) =>
        compilation.Report.Outline.ToDictionary(entry => entry.Path, entry => entry.Title, StringComparer.Ordinal);
}
