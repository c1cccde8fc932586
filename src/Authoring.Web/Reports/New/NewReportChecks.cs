using System.Globalization;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Making;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Reports.New;

/// <summary>What is wrong with what somebody filled in, field by field and in words; each belongs to a step.</summary>
public sealed class NewReportChecks
{
    private readonly IStringLocalizer<Words> words;
    private readonly List<(int Step, string Field, string Sentence)> found = [];

    internal NewReportChecks(IStringLocalizer<Words> words) => this.words = words;

    public int? FirstStep => found.Count == 0 ? null : found.Min(wrong => wrong.Step);

    /// <summary>The first wrong field of a step: there the focus goes.</summary>
    public string? FirstOf(int step) => found.Where(wrong => wrong.Step == step).Select(wrong => wrong.Field).FirstOrDefault();

    public string? Of(string field) => found.Where(wrong => wrong.Field == field).Select(wrong => wrong.Sentence).FirstOrDefault();

    public bool IsGood(int step) => found.TrueForAll(wrong => wrong.Step != step);

    public void Say(int step, string field, string sentence) => found.Add((step, field, sentence));

    public void CheckNames(NewReportInput input)
    {
        if (input.Title.Length is 0 or > OutlineService.LongestTitle)
            Say(1, "title", words["board.answer-BadTitle", OutlineService.LongestTitle]);
        if (input.Slug.Length > 0 && !SlugRules.IsGood(input.Slug))
            Say(1, "slug", words["new.slug-bad", Report.LongestSlug]);
    }

    /// <summary>Each stage on or after the day of the one before it, and none after the report's own day.</summary>
    public (DateOnly? Deadline, IReadOnlyDictionary<int, DateOnly> Days) CheckDays(NewReportInput input, IReadOnlyList<PlannedStage> stages)
    {
        var deadline = Day("deadline", input.Deadline);
        var days = new Dictionary<int, DateOnly>();
        DateOnly? before = null;
        foreach (var stage in stages)
        {
            var field = NewReportInput.NameOfDay(stage.Id);
            if (Day(field, input.Days.GetValueOrDefault(stage.Id, "")) is not { } day)
                continue;
            if (day > deadline)
                Say(4, field, words["new.day-after-deadline"]);
            else if (day < before)
                Say(4, field, words["new.day-before-stage"]);
            days[stage.Id] = day;
            before = day;
        }
        return (deadline, days);
    }

    private DateOnly? Day(string field, string typed)
    {
        if (typed.Length == 0)
            return null;
        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Say(4, field, words["settings.bad-date"]);
        return null;
    }
}
