using System.Globalization;
using Authoring.Compile;
using Authoring.Compile.Document;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Comments;

/// <summary>
/// Suggestions and comments of a report for a program that shows whose they are. Times are those of the server's clock on the wall, which
/// is what Word shows.
/// </summary>
internal sealed class SignedMarkup(IDbContextFactory<AuthoringDb> database, CommentAnchors anchors, TimeProvider clock)
{
    /// <summary>By the path of a text; null for one about which nothing is suggested or said.</summary>
    public async Task<Func<string, Markup?>> ReadAsync(LiveReport report, Compilation compilation)
    {
        await using var db = await database.CreateDbContextAsync();
        var ids = compilation.Texts.Values.SelectMany(text => text.Tracked.Marks).Select(mark => mark.By).ToHashSet(StringComparer.Ordinal);
        var people = ids.Select(id => int.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        var names = await db
            .Users.Where(person => people.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id.ToString(CultureInfo.InvariantCulture), person => person.DisplayName);
        var comments = await CommentsAsync(db, report, compilation);
        var found = new Dictionary<string, Markup>(StringComparer.Ordinal);
        foreach (var (path, text) in compilation.Texts)
        {
            var said = comments.GetValueOrDefault(path) ?? [];
            if (!text.Tracked.Marks.IsEmpty || said.Count > 0)
                found[path] = text.Markup(mark => Signed(names.GetValueOrDefault(mark.By) ?? mark.By, mark.At)) with { Comments = said };
        }

        return path => found.GetValueOrDefault(path);
    }

    private async Task<Dictionary<string, List<TextComment>>> CommentsAsync(AuthoringDb db, LiveReport report, Compilation compilation)
    {
        var threads = await db
            .CommentThreads.AsNoTracking()
            .Where(thread => thread.Document!.ReportId == report.Id && thread.Document.RemovedAt == null)
            .Include(thread => thread.Document)
            .Include(thread => thread.Entries)
                .ThenInclude(entry => entry.Person)
            .AsSplitQuery()
            .ToListAsync();
        var found = new Dictionary<string, List<TextComment>>(StringComparer.Ordinal);
        foreach (var ofText in threads.GroupBy(thread => (thread.DocumentId, thread.Document!.Path)))
        {
            if (!compilation.Texts.TryGetValue(ofText.Key.Path, out var text))
                continue;
            var (_, places) = await anchors.PlacesAsync(ofText.Key.DocumentId);
            found[ofText.Key.Path] =
            [
                .. ofText
                    .Where(thread => places.ContainsKey(thread.Id))
                    .OrderBy(thread => thread.At)
                    .ThenBy(thread => thread.Id)
                    .Select(thread => Comment(thread, places[thread.Id], text)),
            ];
        }

        return found;
    }

    private TextComment Comment(CommentThread thread, Anchor anchor, ProjectedText text)
    {
        var final = text.Tracked.Projecting(Projection.Final);
        return new TextComment(
            Place(anchor.From),
            Place(anchor.To),
            [
                .. thread
                    .Entries.OrderBy(entry => entry.At)
                    .ThenBy(entry => entry.Id)
                    .Select(entry => new CommentWords(Signed(entry.Person!.DisplayName, entry.At), entry.Text)),
            ],
            thread.IsResolved
        );

        // Places are of the text as it is committed by now, which may be a key ahead of what was compiled.
        int Place(int position) => final.MapPosition(Math.Min(position, text.Tracked.Text.Length));
    }

    private Signed Signed(string name, long at) =>
        new(name, TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), clock.LocalTimeZone));
}
