using Authoring.Web.Overview;
using Authoring.Web.Review;

namespace Authoring.Web.Tests.Overview;

/// <summary>How a report went follows from its acts: each text counts once on each day, where it stood at the end of it.</summary>
public sealed class ProgressDaysTests
{
    private static readonly DateOnly First = new(2025, 12, 1);

    private static readonly ChainPlan Chain = new(1, "流程", [Stage(1, "学校审核"), Stage(2, "市局审核")]);

    private static PlannedStage Stage(int id, string name) => new(id, $"s{id}", name, false, [new Signer(id, "签字人", null, false)]);

    private static DateOnly DayOf(long day) => First.AddDays((int)day);

    private static ReviewEntry Text(params (int Day, ReviewVerb Verb, int? Stage)[] acts) =>
        ReviewEntry.Of(
            Chain,
            null,
            null,
            [
                .. acts.Select(act => new ReviewAct
                {
                    Hash = "",
                    At = act.Day,
                    Verb = act.Verb,
                    StageId = act.Stage,
                }),
            ]
        );

    /// <summary>Drafts, first stage, second stage, final; day by day.</summary>
    private static string Counts(int today, params ReviewEntry[] texts) =>
        string.Join(' ', ProgressDays.Of(texts, DayOf(today), DayOf).Days.Select(day => string.Concat(day.Counts)));

    [Fact]
    public void Nothing_is_drawn_of_what_nobody_submitted() => Assert.Equal("", Counts(5, Text(), Text()));

    [Fact]
    public void A_text_goes_from_stage_to_stage_and_back() =>
        Assert.Equal(
            "1100 1010 1001 2000 1100",
            Counts(
                4,
                Text(),
                Text(
                    (0, ReviewVerb.Submit, null),
                    (1, ReviewVerb.Approve, 1),
                    (2, ReviewVerb.Approve, 2),
                    (3, ReviewVerb.Reopen, null),
                    (4, ReviewVerb.Submit, null)
                )
            )
        );

    [Fact]
    public void What_was_signed_ends_with_an_edit_and_counts_again_when_it_is_back() =>
        Assert.Equal(
            "0010 1000 0010 0001 0010",
            Counts(
                4,
                Text(
                    (0, ReviewVerb.Submit, null),
                    (0, ReviewVerb.Approve, 1),
                    (1, ReviewVerb.Edited, null),
                    (2, ReviewVerb.Restored, null),
                    (2, ReviewVerb.Revise, null),
                    (3, ReviewVerb.Approve, 2),
                    (4, ReviewVerb.TakeBack, 2)
                )
            )
        );

    [Fact]
    public void Who_takes_back_what_nobody_has_signed_makes_a_draft_of_it() =>
        Assert.Equal("0100 1000", Counts(1, Text((0, ReviewVerb.Submit, null), (1, ReviewVerb.TakeBack, null))));

    [Fact]
    public void Of_a_long_time_the_last_six_weeks_are_shown_from_where_they_began()
    {
        var days = ProgressDays.Of([Text((0, ReviewVerb.Submit, null))], DayOf(100), DayOf).Days;
        Assert.Equal((42, DayOf(59), DayOf(100)), (days.Count, days[0].Day, days[^1].Day));
        Assert.All(days, day => Assert.Equal([0, 1, 0, 0], day.Counts));
    }
}
