using Authoring.Web.Documents;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Todo;

/// <summary>By when a text must be done: the day of the stage where it lies, or else that of its whole report.</summary>
internal sealed class TextDeadlines
{
    private readonly IReadOnlyDictionary<int, ChainPlan?> plans;
    private readonly Dictionary<(int ReportId, int StageId), DateOnly> stages;
    private readonly Dictionary<int, DateOnly?> reports;
    private readonly DateOnly today;
    private readonly DeadlineSettings settings;

    private TextDeadlines(
        IReadOnlyDictionary<int, ChainPlan?> plans,
        Dictionary<(int ReportId, int StageId), DateOnly> stages,
        Dictionary<int, DateOnly?> reports,
        DateOnly today,
        DeadlineSettings settings
    ) => (this.plans, this.stages, this.reports, this.today, this.settings) = (plans, stages, reports, today, settings);

    /// <param name="plans">Of the reports that are asked about.</param>
    public static async Task<TextDeadlines> ReadAsync(
        AuthoringDb db,
        IReadOnlyDictionary<int, ChainPlan?> plans,
        DateOnly today,
        DeadlineSettings settings
    )
    {
        var ids = plans.Keys.ToList();
        var ofStages = await db.StageDeadlines.AsNoTracking().Where(d => ids.Contains(d.ReportId)).ToListAsync();
        var ofReports = await db.Reports.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Deadline);
        return new TextDeadlines(plans, ofStages.ToDictionary(d => (d.ReportId, d.StageId), d => d.Day), ofReports, today, settings);
    }

    /// <summary>A draft is due at the first stage.</summary>
    public DueDay OfDraft(int reportId) => Of(reportId, plans.GetValueOrDefault(reportId)?.Stages.FirstOrDefault()?.Id);

    public DueDay Of(int reportId, int? stageId)
    {
        var day = stageId is { } id && stages.TryGetValue((reportId, id), out var own) ? own : reports.GetValueOrDefault(reportId);
        return new DueDay(day, day < today, settings.IsNear(day, today));
    }
}
