using System.Globalization;
using System.Security.Claims;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Outline;

/// <summary>What became of a change to a report's outline or settings.</summary>
internal enum OutlineResult
{
    Done,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    BadTitle,
    BadSettings,
    TooMany,
    NotSaved,
    BadCard,
    OtherSite,
}

/// <summary>A text that was taken out of a report and can be put back.</summary>
internal sealed record RemovedText(string Path, ReportPart Part, string Title, long At);

/// <summary>
/// Changes the order and the settings of a report. Each change names the definition that its author had before his eyes
/// (<c>seen</c>): if others have changed the same part of it since, nothing is done, and he gets to see what it is now.
/// </summary>
internal sealed partial class OutlineService(
    IDbContextFactory<AuthoringDb> database,
    Rights rights,
    Sessions sessions,
    LiveReports reports,
    TimeProvider clock
)
{
    public const int LongestTitle = 200;
    public const int MostTexts = 500;

    /// <param name="index">How many texts of <paramref name="to"/> stand before it afterwards.</param>
    public Task<OutlineResult> MoveAsync(ClaimsPrincipal caller, LiveReport report, string seen, string path, ReportPart to, int index) =>
        ChangeOrderAsync(caller, report, seen, (draft, _) => Task.FromResult(TextOrder.Moved(draft, path, to, index)));

    public async Task<OutlineResult> AddAsync(ClaimsPrincipal caller, LiveReport report, string seen, ReportPart part, string? title)
    {
        var clean = TextTitle.Clean(title ?? "");
        if (clean.Length is 0 or > LongestTitle)
            return OutlineResult.BadTitle;
        if (TextOrder.CountOf(report.Definition) >= MostTexts)
            return OutlineResult.TooMany;
        return await ChangeOrderAsync(
            caller,
            report,
            seen,
            async (draft, db) =>
            {
                var document = await NewDocuments.AddAsync(db, report.Id, part, key => BeginningOf(part, key, clean));
                return TextOrder.Insert(draft, part, int.MaxValue, document.Path);
            }
        );
    }

    private static string BeginningOf(ReportPart part, string key, string title) =>
        part == ReportPart.Case ? TextTitle.NewCard(key, title) : TextTitle.NewSection(title);

    /// <summary>
    /// Takes a text out of the report. Its log stays as it is; whoever writes in it is told, and keeps what is not saved yet.
    /// </summary>
    public Task<OutlineResult> RemoveAsync(ClaimsPrincipal caller, LiveReport report, string seen, string path) =>
        ChangeOrderAsync(
            caller,
            report,
            seen,
            async (draft, db) =>
            {
                if (TextOrder.PartOf(draft, path) is not { } part)
                    return null;
                if (await db.Documents.SingleOrDefaultAsync(d => d.ReportId == report.Id && d.Path == path) is { } document)
                {
                    document.RemovedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
                    document.RemovedFrom = part;
                    document.RemovedIndex = draft.Files(part).ToList().IndexOf(path);
                }
                return TextOrder.Without(draft, path);
            }
        );

    public Task<OutlineResult> RestoreAsync(ClaimsPrincipal caller, LiveReport report, string seen, string path) =>
        ChangeOrderAsync(
            caller,
            report,
            seen,
            async (draft, db) =>
            {
                if (
                    await db.Documents.SingleOrDefaultAsync(d => d.ReportId == report.Id && d.Path == path && d.RemovedAt != null)
                    is not { } document
                )
                    return null;
                var (part, index) = (document.RemovedFrom ?? ReportPart.Body, document.RemovedIndex ?? int.MaxValue);
                (document.RemovedAt, document.RemovedFrom, document.RemovedIndex) = (null, null, null);
                return TextOrder.PartOf(draft, path) is null ? TextOrder.Insert(draft, part, index, path) : draft;
            }
        );

    /// <summary>A text's title stands in the text: it is changed there, as an edit by this person that everybody sees come in.</summary>
    public async Task<OutlineResult> RenameAsync(ClaimsPrincipal caller, LiveReport report, string path, string? title)
    {
        var clean = TextTitle.Clean(title ?? "");
        if (clean.Length is 0 or > LongestTitle)
            return OutlineResult.BadTitle;
        if (await rights.InReportAsync(caller, report.Id) != Access.Manage)
            return OutlineResult.NotAllowed;
        if (
            TextOrder.PartOf(DefinitionDraft.Read(report.Shape.Yaml), path) is not { } part
            || !report.Documents.TryGetValue(path, out var name)
            || await sessions.FindAsync(name) is not { } place
        )
            return OutlineResult.NotFound;
        if (await rights.InTextAsync(caller, report.Id, place.DocumentId) != TextAccess.Write)
            return OutlineResult.NotAllowed;
        return await RenameAsync(sessions.Of(place), caller.PersonId(), part, clean);
    }

    private static async Task<OutlineResult> RenameAsync(DocumentSession session, int personId, ReportPart part, string title)
    {
        var (version, tracked) = await session.ReadAsync();
        var text = tracked.Text;
        var (from, to, insert) = TextTitle.Rename(text.ToString(), part, title);
        if (from == to && insert.Length == 0)
            return OutlineResult.Done;
        try
        {
            var id = Guid.NewGuid().ToString("N");
            var change = ChangeSet.Replace(text.Length, from, to, insert);
            await session.PushAsync(personId, version, [new PushedUpdate(id, $"outline-{id}", change)]);
            return OutlineResult.Done;
        }
        catch (Refusal)
        {
            return OutlineResult.NotSaved;
        }
    }

    /// <summary>Takes the settings of a draft; the order of the texts stays what it is by now.</summary>
    public async Task<OutlineResult> SaveSettingsAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        string seen,
        DefinitionDraft settings,
        DateOnly? deadline
    )
    {
        if (DefinitionCheck.Of(settings).Count > 0 || LinesOf(settings).Any(line => line?.Length > LongestTitle))
            return OutlineResult.BadSettings;
        return await ChangeAsync(
            caller,
            report,
            (now, row, _) =>
            {
                if (!now.HasSettingsOf(DefinitionDraft.Read(seen)))
                    return Task.FromResult((OutlineResult.ChangedMeanwhile, now));
                row.Title = settings.Title;
                row.Deadline = deadline;
                return Task.FromResult((OutlineResult.Done, settings.WithFilesOf(now) with { Slug = now.Slug }));
            }
        );
    }

    public async Task<IReadOnlyList<RemovedText>> RemovedAsync(LiveReport report)
    {
        await using var db = await database.CreateDbContextAsync();
        var rows = await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == report.Id && d.RemovedAt != null)
            .OrderBy(d => d.RemovedAt)
            .ToListAsync();
        var texts = report.Texts();
        return rows.ConvertAll(d => new RemovedText(
            d.Path,
            d.RemovedFrom ?? ReportPart.Body,
            TextTitle.Of(
                texts.TryGetValue(d.Path, out var text) ? text.Project(Projection.Final).ToString() : "",
                d.RemovedFrom ?? ReportPart.Body
            ) ?? d.Key,
            d.RemovedAt!.Value
        ));
    }

    public async Task<DateOnly?> DeadlineAsync(LiveReport report)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Reports.Where(r => r.Id == report.Id).Select(r => r.Deadline).SingleAsync();
    }

    private Task<OutlineResult> ChangeOrderAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        string seen,
        Func<DefinitionDraft, AuthoringDb, Task<DefinitionDraft?>> change
    ) =>
        ChangeAsync(
            caller,
            report,
            async (now, _, db) =>
            {
                if (!now.HasFilesOf(DefinitionDraft.Read(seen)))
                    return (OutlineResult.ChangedMeanwhile, now);
                return await change(now, db) is { } changed ? (OutlineResult.Done, changed) : (OutlineResult.NotFound, now);
            }
        );

    private async Task<OutlineResult> ChangeAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        Func<DefinitionDraft, Report, AuthoringDb, Task<(OutlineResult, DefinitionDraft)>> change
    )
    {
        if (await rights.InReportAsync(caller, report.Id) != Access.Manage)
            return OutlineResult.NotAllowed;
        var answer = await CommitAsync(report.Id, change);
        await ShowAsync(report, caller.PersonId());
        return answer;
    }

    /// <summary>Everybody sees the new order; a removed text takes no more changes from now on.</summary>
    private Task ShowAsync(LiveReport report, int by)
    {
        rights.Forget();
        return reports.ReshapeAsync(report.Slug, by);
    }

    private async Task<OutlineResult> CommitAsync(
        int reportId,
        Func<DefinitionDraft, Report, AuthoringDb, Task<(OutlineResult, DefinitionDraft)>> change
    )
    {
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var row = await db.Reports.SingleAsync(r => r.Id == reportId);
        try
        {
            var (answer, draft) = await change(DefinitionDraft.Read(row.Definition), row, db);
            if (answer != OutlineResult.Done)
                return answer;
            row.Definition = draft.ToYaml();
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return OutlineResult.Done;
        }
        catch (DbUpdateException e) when (DatabaseTrouble.Of(e) is null)
        {
            // Another server, or another change, was faster: the definition is not the one that was read, or the new file's name is taken.
            return OutlineResult.ChangedMeanwhile;
        }
    }

    /// <summary>All that somebody types into settings; each may be printed on every page, or in every number.</summary>
    private static IEnumerable<string?> LinesOf(DefinitionDraft settings) =>
        [
            settings.Title,
            settings.Period,
            settings.Issuer,
            settings.Date,
            settings.PageNumber,
            settings.AnnexFormat,
            settings.AnnexMark,
            .. settings.Headings.Concat(settings.AnnexHeadings).Concat(settings.CaseHeadings).Select(heading => heading.Format),
            .. new[] { settings.Figures, settings.Tables, settings.CaseCards }
                .OfType<KindDraft>()
                .SelectMany(kind => new[] { kind.Label, kind.Format, kind.Repeated, kind.Separator }),
        ];
}
