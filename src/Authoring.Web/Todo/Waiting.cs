using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Todo;

/// <param name="By">Who submitted it.</param>
/// <param name="Organisation">Whose text it is; null: of none in particular.</param>
internal sealed record WaitingSignature(
    int DocumentId,
    int ReportId,
    int StageId,
    string Stage,
    long At,
    string? By = null,
    string? Organisation = null
);

/// <param name="Pending">Suggestions of others.</param>
/// <param name="Back">The act that made a draft of it again.</param>
/// <param name="IsGiven">To him, or to his organisation.</param>
/// <param name="IsBegun">By him.</param>
internal sealed record WaitingText(
    int DocumentId,
    int ReportId,
    ReviewState State,
    int Pending,
    WaitingBack? Back,
    bool IsGiven,
    bool IsBegun
);

/// <summary>A draft that nobody was given and nobody has begun, in a report in which somebody may write.</summary>
internal sealed record WaitingOpen(int DocumentId, int ReportId);

internal sealed record WaitingBack(ReviewVerb Verb, string By, long At, string? Words);

internal sealed record WaitingComment(int DocumentId, int Id, string By, long At, string Words, bool IsGiven);

/// <summary>What waits for a person, as the database has it.</summary>
internal sealed record Waiting(
    IReadOnlyList<WaitingSignature> ToSign,
    IReadOnlyList<WaitingText> Texts,
    IReadOnlyList<WaitingComment> Comments,
    IReadOnlyDictionary<int, ChainPlan?> Plans,
    IReadOnlyDictionary<int, ReportRole> Roles
)
{
    /// <summary>What others have asked of him, and drafts whose day is near.</summary>
    public int Asked(TextDeadlines deadlines) =>
        ToSign.Count
        + Comments.Count
        + Texts.Count(text => text.Pending > 0)
        + Texts.Count(text => text.Back is not null || (text.State == ReviewState.Draft && deadlines.OfDraft(text.ReportId).IsNear));

    public static async Task<Waiting> ReadAsync(AuthoringDb db, int personId)
    {
        var me = await db.Users.Where(p => p.Id == personId).Select(p => new { p.DisplayName, p.OrganisationId }).SingleAsync();
        var member = await db
            .ReportMembers.AsNoTracking()
            .Where(m => m.PersonId == personId && !m.Report!.Slug.StartsWith(Report.PracticeMark))
            .Select(m => new
            {
                m.ReportId,
                m.Role,
                m.Report!.ChainId,
            })
            .ToListAsync();
        var (all, written) = (
            member.ConvertAll(m => m.ReportId),
            member.Where(m => m.Role is ReportRole.Writer or ReportRole.Editor).Select(m => m.ReportId).ToList()
        );
        var plans = await PlansAsync(db, member.ConvertAll(m => (m.ReportId, m.ChainId)));
        return new Waiting(
            await ToSignAsync(db, personId, all, plans),
            await TextsAsync(db, personId, me.OrganisationId, written),
            await CommentsAsync(db, personId, me.DisplayName, all),
            plans,
            member.ToDictionary(m => m.ReportId, m => m.Role)
        );
    }

    /// <summary>What nobody was given and nobody has begun, in the reports in which he may write, in the order of the texts.</summary>
    public async Task<IReadOnlyList<WaitingOpen>> ReadOpenAsync(AuthoringDb db)
    {
        var reports = Roles.Where(r => r.Value is ReportRole.Writer or ReportRole.Editor).Select(r => r.Key).ToList();
        return await db
            .Documents.AsNoTracking()
            .Where(d =>
                reports.Contains(d.ReportId)
                && d.RemovedAt == null
                && !db.Assignments.Any(a => a.DocumentId == d.Id)
                && !db.TextAuthors.Any(a => a.DocumentId == d.Id)
                && !db.TextReviews.Any(r => r.DocumentId == d.Id && r.State != ReviewState.Draft)
            )
            .OrderBy(d => d.Id)
            .Select(d => new WaitingOpen(d.Id, d.ReportId))
            .ToListAsync();
    }

    private static async Task<Dictionary<int, ChainPlan?>> PlansAsync(AuthoringDb db, List<(int ReportId, int? ChainId)> reports)
    {
        var plans = new Dictionary<int, ChainPlan?>();
        var usual = reports.Any(r => r.ChainId is null)
            ? await db.Chains.Where(c => c.IsDefault).Select(c => (int?)c.Id).FirstOrDefaultAsync()
            : null;
        foreach (var id in reports.Select(r => r.ChainId ?? usual).OfType<int>().Distinct())
        {
            var plan = await ChainPlan.ReadAsync(db, id);
            foreach (var (report, chain) in reports)
                if ((chain ?? usual) == id)
                    plans[report] = plan;
        }
        return plans;
    }

    /// <summary>So many texts of one report wait for a person's signature.</summary>
    public static async Task<int> CountToSignAsync(AuthoringDb db, int personId, int reportId)
    {
        var plans = new Dictionary<int, ChainPlan?> { [reportId] = await ChainPlan.FindForReportAsync(db, reportId) };
        return (await ToSignAsync(db, personId, [reportId], plans)).Count;
    }

    private static async Task<IReadOnlyList<WaitingSignature>> ToSignAsync(
        AuthoringDb db,
        int personId,
        List<int> reports,
        Dictionary<int, ChainPlan?> plans
    )
    {
        if (!plans.Values.Any(plan => plan?.Stages.Any(stage => stage.Signers.Any(signer => signer.PersonId == personId)) ?? false))
            return [];
        var all = new List<WaitingSignature>();
        foreach (var text in await InReviewAsync(db, personId, reports))
            if (
                plans.GetValueOrDefault(text.ReportId) is { } plan
                && plan.Stages.FirstOrDefault(s => s.Id == text.StageId) is { } stage
                && IsToSign(text, personId, plan, stage)
            )
                all.Add(new(text.DocumentId, text.ReportId, stage.Id, stage.Name, text.At, text.By, text.Organisation));
        return [.. all.OrderBy(w => w.At)];
    }

    private sealed record TextToSign(
        int DocumentId,
        int ReportId,
        int? StageId,
        int? OrganisationId,
        long At,
        bool IsOwn,
        string? By,
        string? Organisation
    );

    private static Task<List<TextToSign>> InReviewAsync(AuthoringDb db, int personId, List<int> reports) =>
        db
            .TextReviews.AsNoTracking()
            .Where(r => r.State == ReviewState.InReview)
            .Join(
                db.Documents.Where(d => reports.Contains(d.ReportId) && d.RemovedAt == null),
                r => r.DocumentId,
                d => d.Id,
                (r, d) =>
                    new TextToSign(
                        r.DocumentId,
                        d.ReportId,
                        r.StageId,
                        r.OrganisationId,
                        r.At,
                        r.SubmittedBy == personId || db.TextAuthors.Any(a => a.DocumentId == d.Id && a.PersonId == personId),
                        db.Users.Where(p => p.Id == r.SubmittedBy).Select(p => p.DisplayName).FirstOrDefault(),
                        db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => o.Name).FirstOrDefault()
                    )
            )
            .ToListAsync();

    /// <summary>Nobody signs his own text.</summary>
    private static bool IsToSign(TextToSign text, int personId, ChainPlan plan, PlannedStage stage) =>
        stage.For(text.OrganisationId).Any(signer => signer.PersonId == personId)
        && (!text.IsOwn || plan.MayOverride(personId, stage.Id, text.OrganisationId));

    /// <summary>Those that he was given, and those that nobody was given and he has written in; none that is final.</summary>
    private static async Task<IReadOnlyList<WaitingText>> TextsAsync(AuthoringDb db, int personId, int? organisationId, List<int> reports)
    {
        if (reports.Count == 0)
            return [];
        var rows = await ToWrite(db, personId, organisationId, reports)
            .Select(d => new
            {
                d.Id,
                d.ReportId,
                IsGiven = db.Assignments.Any(a => a.DocumentId == d.Id),
                IsBegun = db.TextAuthors.Any(a => a.DocumentId == d.Id && a.PersonId == personId),
                State = db.TextReviews.Where(r => r.DocumentId == d.Id).Select(r => (ReviewState?)r.State).FirstOrDefault()
                    ?? ReviewState.Draft,
                Pending = db.Suggestions.Count(s => s.DocumentId == d.Id && s.EndedVersion == null && s.PersonId != personId),
                Last = db
                    .ReviewActs.Where(a => a.DocumentId == d.Id && a.Verb != ReviewVerb.Revise)
                    .OrderByDescending(a => a.Id)
                    .Select(a => new
                    {
                        a.Verb,
                        a.PersonId,
                        By = db.Users.Where(p => p.Id == a.PersonId).Select(p => p.DisplayName).FirstOrDefault(),
                        a.At,
                        a.Words,
                    })
                    .FirstOrDefault(),
            })
            .ToListAsync();
        return rows.ConvertAll(r => new WaitingText(
            r.Id,
            r.ReportId,
            r.State,
            r.Pending,
            r is { State: ReviewState.Draft, Last: { } last } && IsSentBack(last.Verb, last.PersonId == personId)
                ? new WaitingBack(last.Verb, last.By ?? "", last.At, last.Words)
                : null,
            r.IsGiven,
            r.IsBegun
        ));
    }

    private static IQueryable<Document> ToWrite(AuthoringDb db, int personId, int? organisationId, List<int> reports) =>
        db
            .Documents.AsNoTracking()
            .Where(d =>
                reports.Contains(d.ReportId)
                && d.RemovedAt == null
                && !db.TextReviews.Any(r => r.DocumentId == d.Id && r.State == ReviewState.Final)
            )
            .Where(d =>
                db.Assignments.Any(a =>
                    a.DocumentId == d.Id && (a.PersonId == personId || (a.OrganisationId != null && a.OrganisationId == organisationId))
                )
                || (
                    !db.Assignments.Any(a => a.DocumentId == d.Id)
                    && db.TextAuthors.Any(a => a.DocumentId == d.Id && a.PersonId == personId)
                )
            );

    /// <summary>Who took it back himself knows it.</summary>
    private static bool IsSentBack(ReviewVerb last, bool byHimself) =>
        last is ReviewVerb.Return or ReviewVerb.Reopen or ReviewVerb.Edited || (last == ReviewVerb.TakeBack && !byHimself);

    private static async Task<IReadOnlyList<WaitingComment>> CommentsAsync(AuthoringDb db, int personId, string name, List<int> reports)
    {
        var named = "@" + name;
        var rows = await db
            .CommentThreads.AsNoTracking()
            .Where(t => !t.IsResolved && reports.Contains(t.Document!.ReportId) && t.Document.RemovedAt == null)
            .Where(t => t.AssigneeId == personId || t.Entries.Any(e => e.PersonId != personId && e.Text.Contains(named)))
            .OrderBy(t => t.At)
            .Select(t => new
            {
                t.DocumentId,
                t.Id,
                By = t.Person!.DisplayName,
                t.At,
                Words = t.Entries.OrderBy(e => e.Id).Select(e => e.Text).FirstOrDefault(),
                IsGiven = t.AssigneeId == personId,
            })
            .ToListAsync();
        return rows.ConvertAll(r => new WaitingComment(r.DocumentId, r.Id, r.By, r.At, r.Words ?? "", r.IsGiven));
    }
}
