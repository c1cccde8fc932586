using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.History;

/// <summary>A text of a report, and its last change.</summary>
/// <param name="Version">How many updates it has had.</param>
/// <param name="LastBy">Nobody: it is as it began.</param>
internal sealed record HistoryText(
    DocumentName Name,
    string Path,
    string Number,
    string Title,
    bool IsRemoved,
    int Version,
    string? LastBy,
    DateTimeOffset? LastAt
);

/// <summary>Whose history can be read in a report.</summary>
internal sealed class HistoryQueries(IDbContextFactory<AuthoringDb> database)
{
    /// <summary>In reading order; what was taken out of the report comes last.</summary>
    public async Task<IReadOnlyList<HistoryText>> ListForAsync(LiveReport report, Compilation compilation)
    {
        await using var db = await database.CreateDbContextAsync();
        var last = await LastChangesAsync(db, report.Id);
        var people = last.Values.Select(d => d.By).OfType<int>().Distinct().ToList();
        var names = await db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        var entries = compilation.Report.Outline.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var order = compilation.Report.Outline.Select(entry => entry.Path).ToList();
        return
        [
            .. report
                .Documents.Where(d => last.ContainsKey(d.Key))
                .OrderBy(d => order.IndexOf(d.Key) is var at and >= 0 ? at : int.MaxValue)
                .ThenBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => TextOf(d.Value, last[d.Key], entries.GetValueOrDefault(d.Key), names)),
        ];
    }

    private sealed record LastChange(string Path, bool IsRemoved, int? Version, long? At, int? By);

    private static Task<Dictionary<string, LastChange>> LastChangesAsync(AuthoringDb db, int reportId) =>
        db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == reportId)
            .Select(d => new LastChange(
                d.Path,
                d.RemovedAt != null,
                db.Updates.Where(u => u.DocumentId == d.Id).OrderByDescending(u => u.Version).Select(u => (int?)u.Version).FirstOrDefault(),
                db.Updates.Where(u => u.DocumentId == d.Id).OrderByDescending(u => u.Version).Select(u => (long?)u.At).FirstOrDefault(),
                db.Updates.Where(u => u.DocumentId == d.Id).OrderByDescending(u => u.Version).Select(u => (int?)u.PersonId).FirstOrDefault()
            ))
            .ToDictionaryAsync(d => d.Path, StringComparer.Ordinal);

    private static HistoryText TextOf(DocumentName name, LastChange last, OutlineEntry? entry, Dictionary<int, string> names) =>
        new(
            name,
            last.Path,
            entry?.Number ?? "",
            entry?.Title ?? last.Path,
            last.IsRemoved,
            last.Version ?? 0,
            last.By is { } by ? names.GetValueOrDefault(by) : null,
            last.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
        );
}

/// <summary>Times as a history shows them: today's without the day.</summary>
internal static class HistoryTime
{
    public static string Of(DateTimeOffset at, TimeProvider clock)
    {
        var (then, now) = (TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone), clock.GetLocalNow());
        return then.ToString(then.Date == now.Date ? "HH:mm" : "yyyy-MM-dd HH:mm");
    }

    /// <summary>What stands above all that was done on one day.</summary>
    public static string DayOf(DateTimeOffset at, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).ToString("yyyy-MM-dd");

    public static string Of(Stretch stretch, TimeProvider clock)
    {
        var (began, ended) = (
            DateTimeOffset.FromUnixTimeMilliseconds(stretch.Began),
            DateTimeOffset.FromUnixTimeMilliseconds(stretch.Ended)
        );
        var (first, last) = (Of(began, clock), Of(ended, clock));
        if (first == last)
            return first;
        return TimeZoneInfo.ConvertTime(began, clock.LocalTimeZone).Date == TimeZoneInfo.ConvertTime(ended, clock.LocalTimeZone).Date
            ? $"{first}–{last[^5..]}"
            : $"{first} – {last}";
    }
}
