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
        var last = await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == report.Id)
            .Select(d => new
            {
                d.Path,
                IsRemoved = d.RemovedAt != null,
                Version = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => (int?)u.Version)
                    .FirstOrDefault(),
                At = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => (long?)u.At)
                    .FirstOrDefault(),
                By = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => (int?)u.PersonId)
                    .FirstOrDefault(),
            })
            .ToDictionaryAsync(d => d.Path, StringComparer.Ordinal);
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
                .Select(d =>
                {
                    var (entry, state) = (entries.GetValueOrDefault(d.Key), last[d.Key]);
                    return new HistoryText(
                        d.Value,
                        d.Key,
                        entry?.Number ?? "",
                        entry?.Title ?? d.Key,
                        state.IsRemoved,
                        state.Version ?? 0,
                        state.By is { } by ? names.GetValueOrDefault(by) : null,
                        state.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
                    );
                }),
        ];
    }
}

/// <summary>Times as a history shows them: today's without the day.</summary>
internal static class HistoryTime
{
    public static string Of(DateTimeOffset at, TimeProvider clock)
    {
        var (then, now) = (TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone), clock.GetLocalNow());
        return then.ToString(then.Date == now.Date ? "HH:mm" : "yyyy-MM-dd HH:mm");
    }

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
