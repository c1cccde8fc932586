using System.Text.RegularExpressions;
using Authoring.Compile.Document;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>
/// Shows a text as it is printed and, marked in it word by word, what has changed since somebody signed it or read it last: in its own
/// words and in those of the case cards in it.
/// </summary>
internal sealed partial class ReviewReading(IDbContextFactory<AuthoringDb> database, TextHistory history)
{
    /// <summary>Null: it is not in the report.</summary>
    /// <param name="since">Null: nothing is compared.</param>
    public async Task<ReadingView?> ReadAsync(LiveReport report, Compilation compilation, string path, KnownText? since)
    {
        if (!compilation.Texts.TryGetValue(path, out var text) || ContentHash.FormOf(report, compilation, path) is not { } form)
            return null;
        if (since is null || since.Hash == form.Hash)
            return new ReadingView(path, form.Hash, text.Version, BlocksOf(report, compilation, path, null), since, false);
        var former = await FormerAsync(report, compilation, path, since);
        var marked = former.ToDictionary(
            old => old.Key,
            old => MarkupOf(old.Value.Text.ToString(), compilation.Texts[old.Key].Text.ToString()),
            StringComparer.Ordinal
        );
        var blocks = BlocksOf(report, compilation, path, marked);
        var isElsewhere =
            blocks.All(block => block.Changes == 0)
            || !former.ContainsKey(path)
            || ContentHash.Of(report, await report.CompileWithAsync(former), path) != since.Hash;
        return new ReadingView(path, form.Hash, text.Version, blocks, since, isElsewhere);
    }

    /// <summary>The text and the cards in it as they were. A card that is new in it is not among them, and is shown as added.</summary>
    private async Task<Dictionary<string, ProjectedText>> FormerAsync(
        LiveReport report,
        Compilation compilation,
        string path,
        KnownText since
    )
    {
        var cards = compilation.Report.Cards().Where(card => card.Places.Any(place => place.Path == path)).Select(card => card.Path);
        var former = new Dictionary<string, ProjectedText>(StringComparer.Ordinal);
        foreach (var (id, file) in await DocumentsAsync(report.Id, [path, .. cards]))
        {
            var version = file == path ? since.Version : await VersionAtAsync(id, since.At.ToUnixTimeMilliseconds());
            if (compilation.Texts.ContainsKey(file) && await history.AtAsync(id, version) is { } old)
                former[file] = new ProjectedText(file, version, old, Projection.Final);
        }
        return former;
    }

    private async Task<List<(int Id, string Path)>> DocumentsAsync(int reportId, IReadOnlyList<string> paths)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db
            .Documents.Where(d => d.ReportId == reportId && paths.Contains(d.Path))
            .Select(d => new { d.Id, d.Path })
            .ToListAsync();
        return found.ConvertAll(d => (d.Id, d.Path));
    }

    /// <summary>The last version that was written at a moment.</summary>
    private async Task<int> VersionAtAsync(int documentId, long at)
    {
        await using (var db = await database.CreateDbContextAsync())
        {
            var rows = db.Updates.Where(u => u.DocumentId == documentId);
            if (await rows.Where(u => u.At <= at).MaxAsync(u => (int?)u.Version) is { } last)
                return last;
            if (!await db.PackedStretches.AnyAsync(p => p.DocumentId == documentId))
                return 0;
        }
        var version = 0;
        await foreach (var entry in history.UpdatesAsync(documentId, 0))
        {
            if (entry.At > at)
                break;
            version = entry.Version;
        }
        return version;
    }

    internal static Markup MarkupOf(string old, string now)
    {
        var change = Difference.Between(old, now);
        return new Markup(
            now,
            [.. change.Spans.Where(span => span.NewTo > span.NewFrom).Select(span => (span.NewFrom, span.NewTo))],
            [.. change.Spans.Where(span => span.To > span.From).Select(span => (span.NewFrom, old[span.From..span.To]))]
        );
    }

    private static List<ReadingBlock> BlocksOf(
        LiveReport report,
        Compilation compilation,
        string path,
        IReadOnlyDictionary<string, Markup>? marked
    )
    {
        var cards = compilation
            .Report.Cards()
            .SelectMany(card => card.Places.Where(place => place.Path == path).Select(place => (place.Line, card.Path)))
            .ToLookup(place => place.Line, place => place.Path);
        return
        [
            .. compilation
                .Report.Preview(
                    path,
                    image => PictureAddress.Of(report.Slug, image, report.Pictures.GetValueOrDefault(image)),
                    marked is null ? null : text => marked.GetValueOrDefault(text),
                    compilation.VersionOf
                )
                .Select(block =>
                    block.Html.StartsWith("<section class=\"case\"", StringComparison.Ordinal)
                    && cards[block.Line].FirstOrDefault() is { } card
                        ? new ReadingBlock(card, compilation.VersionOf(card), 1, block.Html, ChangesIn(block.Html))
                        : new ReadingBlock(
                            path,
                            compilation.VersionOf(path),
                            compilation.LineInText(path, block.Line),
                            block.Html,
                            ChangesIn(block.Html)
                        )
                ),
        ];
    }

    internal static int ChangesIn(string html) => Change().Count(html);

    [GeneratedRegex("<ins>|<del>|<p class=\"deleted\">", RegexOptions.ExplicitCapture)]
    private static partial Regex Change();
}
