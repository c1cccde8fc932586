using System.Collections.Concurrent;
using Authoring.Compile;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Writing;

/// <summary>
/// The trees of reports. One is made for all who ask, and anew only when the report was compiled since, or something around its texts has
/// changed: where they stand, what is said about them.
/// </summary>
internal sealed class ReportTrees
{
    private sealed record Made(string Stamp, long Revision, Task<ReportTree> Tree);

    private readonly IDbContextFactory<AuthoringDb> database;
    private readonly TextReviewStates states;
    private readonly ConcurrentDictionary<string, Made> trees = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> revisions = new(StringComparer.Ordinal);

    public ReportTrees(IDbContextFactory<AuthoringDb> database, TextReviewStates states, Broadcast broadcast)
    {
        (this.database, this.states) = (database, states);
        broadcast.AroundChanged += slug => revisions.AddOrUpdate(slug, 1, (_, revision) => revision + 1);
    }

    public Task<ReportTree> FindAsync(LiveReport report, Compilation compilation)
    {
        var revision = revisions.GetValueOrDefault(report.Slug);
        return trees
            .AddOrUpdate(
                report.Slug,
                _ => Make(report, compilation, revision),
                (_, known) =>
                    known.Stamp == compilation.Stamp && known.Revision == revision && !known.Tree.IsFaulted
                        ? known
                        : Make(report, compilation, revision)
            )
            .Tree;
    }

    private Made Make(LiveReport report, Compilation compilation, long revision) =>
        new(compilation.Stamp, revision, Task.Run(() => ReadAsync(report, compilation)));

    private async Task<ReportTree> ReadAsync(LiveReport report, Compilation compilation)
    {
        await using var db = await database.CreateDbContextAsync();
        var (comments, standing) = (await CommentsAsync(db, report.Id), await states.ListForAsync(report.Id));
        TreeText? Text(OutlineEntry entry, bool isInside) =>
            report.Documents.TryGetValue(entry.Path, out var name)
                ? new TreeText(
                    entry.Path,
                    name,
                    entry.Number,
                    entry.Title,
                    isInside,
                    standing.GetValueOrDefault(entry.Path),
                    comments.GetValueOrDefault(entry.Path),
                    compilation.Texts.TryGetValue(entry.Path, out var text) ? text.Tracked.Marks.Count : 0
                )
                : null;
        var outline = compilation.Report.Outline.ToList();
        var places = compilation
            .Report.Cards()
            .Where(card => card.Places.Count > 0)
            .ToDictionary(card => card.Path, card => card.Places[0], StringComparer.Ordinal);
        var inside = outline
            .Where(entry => places.ContainsKey(entry.Path))
            .OrderBy(entry => places[entry.Path].Line)
            .ToLookup(entry => places[entry.Path].Path, StringComparer.Ordinal);
        var parts =
            from entry in outline
            where !places.ContainsKey(entry.Path)
            group entry by entry.Part into part
            select new TreePart(
                part.Key,
                [
                    .. part.SelectMany(entry => inside[entry.Path].Select(card => Text(card, true)).Prepend(Text(entry, false)))
                        .OfType<TreeText>(),
                ]
            );
        return new ReportTree([.. parts.OrderBy(part => part.Part)], OrderOf(report));
    }

    public static string OrderOf(LiveReport report)
    {
        var definition = report.Definition;
        var files = new[] { definition.Front, definition.Body, definition.Annexes, definition.Cases };
        return Preview.Hash(string.Join('\n', files.Select(part => string.Join('\t', part))));
    }

    private static Task<Dictionary<string, int>> CommentsAsync(AuthoringDb db, int reportId) =>
        db
            .CommentThreads.AsNoTracking()
            .Where(t => !t.IsResolved && t.Document!.ReportId == reportId)
            .GroupBy(t => t.Document!.Path)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
}
