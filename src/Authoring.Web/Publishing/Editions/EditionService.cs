using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Publishing.Obstacles;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing.Editions;

/// <summary>What is to be published.</summary>
/// <param name="WithPdf">Where the server can make one.</param>
internal sealed record EditionOrder(string Name, bool WithPdf);

/// <summary>
/// Publishes a report: freezes it as it is at this moment, writes all its files, reads them back, and stores them under a name. All or
/// nothing; one edition at a time on a server. Who manages the report may, when nothing is missing that nobody has waived.
/// </summary>
internal sealed partial class EditionService(
    IDbContextFactory<AuthoringDb> database,
    ObstacleQueries obstacles,
    EditionMaker maker,
    ContentStore store,
    LibreOffice office,
    Rights rights,
    PersonDirectory people,
    TimeProvider clock,
    ILogger<EditionService> logger
) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <param name="words">The language of the record.</param>
    /// <param name="tell">Told how far it is, on whatever thread.</param>
    public async Task<EditionResult> PublishAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        EditionOrder order,
        ObstacleWords words,
        Action<EditionProgress> tell,
        CancellationToken cancellation
    )
    {
        order = order with { Name = order.Name.Trim() };
        if (await RefusalAsync(caller, report, order.Name) is { } refusal)
            return EditionResult.Refuse(refusal);
        tell(new EditionProgress(EditionStep.Waiting));
        await one.WaitAsync(cancellation);
        try
        {
            return await PublishAloneAsync(new Publishing(caller, report, order, words, tell), cancellation);
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is not null)
        {
            Log.NotPublished(logger, report.Slug, e);
            return new EditionResult(0, EditionRefusal.Machine, Trouble: DatabaseTrouble.Of(e));
        }
        finally
        {
            await RemoveLeftAsync();
            one.Release();
        }
    }

    /// <summary>Who asks for what, and how he is told.</summary>
    private sealed record Publishing(
        ClaimsPrincipal Caller,
        LiveReport Report,
        EditionOrder Order,
        ObstacleWords Words,
        Action<EditionProgress> Tell
    );

    private async Task<EditionRefusal?> RefusalAsync(ClaimsPrincipal caller, LiveReport report, string name)
    {
        if (await rights.InReportAsync(caller, report.Id) != Access.Manage)
            return EditionRefusal.NotAllowed;
        if (name.Length == 0)
            return EditionRefusal.NoName;
        if (name.Length > Edition.LongestName)
            return EditionRefusal.NameTooLong;
        await using var db = await database.CreateDbContextAsync();
        return await db.Editions.AnyAsync(e => e.ReportId == report.Id && e.Name == name) ? EditionRefusal.NameTaken : null;
    }

    private async Task<EditionResult> PublishAloneAsync(Publishing asked, CancellationToken cancellation)
    {
        asked.Tell(new EditionProgress(EditionStep.LookingForObstacles));
        var frozen = await asked.Report.FreezeAsync();
        var found = await obstacles.ListAsync(asked.Caller, asked.Report, frozen.Compilation) ?? [];
        if (found.Count(obstacle => obstacle.Waiver is null) is > 0 and var open)
            return new EditionResult(0, EditionRefusal.Obstacles, open);
        await using var made = await maker.MakeAsync(
            asked.Report.Id,
            frozen,
            asked.Order.WithPdf && office.IsInstalled,
            asked.Tell,
            cancellation
        );
        if (made.Failure is { } failure)
            return new EditionResult(0, EditionRefusal.Pdf, Pdf: failure);
        asked.Tell(new EditionProgress(EditionStep.Storing));
        List<RecordedFile> files = [];
        foreach (var (kind, content) in made.Files)
            files.Add(new RecordedFile(kind, await store.AddAsync(content, cancellation), content.Length));
        // A moment's rights are not an hour's.
        if (await RefusalAsync(asked.Caller, asked.Report, asked.Order.Name) is { } refusal)
            return EditionResult.Refuse(refusal);
        return await RecordAsync(asked, frozen, made, files, found, cancellation);
    }

    private async Task<EditionResult> RecordAsync(
        Publishing asked,
        FrozenReport frozen,
        MadeEdition made,
        List<RecordedFile> files,
        IReadOnlyList<Obstacle> waived,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var id = asked.Report.Id;
        var number = (await db.Editions.Where(e => e.ReportId == id).MaxAsync(e => (int?)e.Number, cancellation) ?? 0) + 1;
        var record = await RecordOfAsync(number, asked, frozen, made, files, waived);
        using var json = new MemoryStream(EditionJson.Write(record));
        var hash = await store.AddAsync(json, cancellation);
        db.Editions.Add(EditionOf(record, asked, files.Append(new RecordedFile(EditionFileKind.Record, hash, json.Length))));
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (DatabaseTrouble.Of(e) is null)
        {
            // Another server has given the name, or the number, at the same moment: the keys of the table say so.
            return EditionResult.Refuse(EditionRefusal.NameTaken);
        }
        Log.Published(logger, asked.Report.Slug, number, record.Hash);
        return new EditionResult(number);
    }

    private async Task<EditionRecord> RecordOfAsync(
        int number,
        Publishing asked,
        FrozenReport frozen,
        MadeEdition made,
        List<RecordedFile> files,
        IReadOnlyList<Obstacle> waived
    ) =>
        new(
            number,
            asked.Order.Name,
            frozen.Shape.Definition.Title,
            asked.Report.Slug,
            (await people.ParticipantAsync(asked.Caller.PersonId())).Name,
            clock.GetUtcNow(),
            EditionHash.Of(files.Select(file => (file.Kind, file.Hash))),
            [.. files.OrderBy(file => file.Kind)],
            [.. waived.Select(obstacle => Recorded(asked.Words, obstacle))],
            made.Checks,
            [.. made.Written?.Notes.Select(note => note.Sentence) ?? []],
            made.Map is not null ? null : asked.Words.WhyNoPdf(office.IsInstalled),
            made.Map is { } map ? new RecordedPages(made.Sheets, map.Passes, map.HasSettled) : null,
            made.MissingFaces
        );

    private static Edition EditionOf(EditionRecord record, Publishing asked, IEnumerable<RecordedFile> files)
    {
        var edition = new Edition
        {
            ReportId = asked.Report.Id,
            Number = record.Number,
            Name = record.Name,
            Hash = record.Hash,
            PersonId = asked.Caller.PersonId(),
            At = record.At.ToUnixTimeMilliseconds(),
            Faults = record.Faults,
        };
        edition.Files.AddRange(files.Select(f => new EditionFile { Kind = f.Kind, Hash = f.Hash }));
        return edition;
    }

    private static RecordedWaiver Recorded(ObstacleWords words, Obstacle obstacle) =>
        new(
            words.KindOf(obstacle),
            $"{words.PlaceOf(obstacle)}｜{words.Say(obstacle)}",
            obstacle.Waiver!.Reason,
            obstacle.Waiver.By,
            obstacle.Waiver.At
        );

    private async Task RemoveLeftAsync()
    {
        try
        {
            await store.RemoveLeftAsync();
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is not null)
        {
            // The next edition does it.
            Log.LeftBehind(logger, e);
        }
    }

    public void Dispose() => one.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Report {Slug} was published as edition {Number}, {Hash}")]
        public static partial void Published(ILogger logger, string slug, int number, string hash);

        [LoggerMessage(2, LogLevel.Error, "Report {Slug} could not be published")]
        public static partial void NotPublished(ILogger logger, string slug, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "What an edition left behind that was not published is still there")]
        public static partial void LeftBehind(ILogger logger, Exception exception);
    }
}
