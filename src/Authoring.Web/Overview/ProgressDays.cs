using Authoring.Web.Review;

namespace Authoring.Web.Overview;

/// <summary>How many texts stood at each step at the end of a day.</summary>
/// <param name="Counts">In the order of <see cref="ProgressDays.Steps"/>.</param>
public sealed record ProgressDay(DateOnly Day, IReadOnlyList<int> Counts);

/// <summary>
/// How a report went, day by day, as it follows from the acts that are recorded: nothing is counted twice, and what was taken back or
/// returned counts as a draft again from that day on.
/// </summary>
/// <param name="Steps">Drafts, each stage in its order, and final ones.</param>
/// <param name="Days">From the first act until today, the last six weeks at most; none where nothing was ever submitted.</param>
public sealed record ProgressDays(IReadOnlyList<StepTotal> Steps, IReadOnlyList<ProgressDay> Days)
{
    private const int Most = 42;

    public static ProgressDays Nothing { get; } = new([], []);

    /// <param name="dayOf">The day of a point of time, in milliseconds since 1970, where people work.</param>
    internal static ProgressDays Of(IReadOnlyList<ReviewEntry> texts, DateOnly today, Func<long, DateOnly> dayOf)
    {
        var moves = texts.Select(text => Moves(text, dayOf).ToList()).ToList();
        if (moves.SelectMany(text => text).Select(move => (DateOnly?)move.Day).Min() is not { } first)
            return Nothing;
        var stages = texts[0].Plan.Stages;
        if (first.AddDays(Most - 1) < today)
            first = today.AddDays(1 - Most);
        var days = new List<ProgressDay>();
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            var counts = new int[stages.Count + 2];
            foreach (var text in moves)
                counts[text.FindLast(move => move.Day <= day).Step]++;
            days.Add(new ProgressDay(day, counts));
        }
        return new ProgressDays(
            [
                new StepTotal("draft", null, 0, days[^1].Counts[0]),
                .. stages.Select((stage, order) => new StepTotal("review", stage.Name, order, days[^1].Counts[order + 1])),
                new StepTotal("final", null, 0, days[^1].Counts[^1]),
            ],
            days
        );
    }

    /// <summary>
    /// To which step each act led: 0 is a draft, 1 the first stage of the chain, and one more than there are stages is final.
    /// </summary>
    private static IEnumerable<(DateOnly Day, int Step)> Moves(ReviewEntry text, Func<long, DateOnly> dayOf)
    {
        List<int?> signed = [],
            ended = [];
        foreach (var act in text.Acts)
        {
            var inReview = true;
            switch (act.Verb)
            {
                case ReviewVerb.Submit:
                    (signed, ended) = ([], []);
                    break;
                case ReviewVerb.Approve:
                    signed.Add(act.StageId);
                    break;
                case ReviewVerb.TakeBack when signed.Count > 0:
                    signed.RemoveAt(signed.Count - 1);
                    break;
                case ReviewVerb.Restored:
                    (signed, ended) = (ended, []);
                    break;
                case ReviewVerb.TakeBack or ReviewVerb.Return or ReviewVerb.Reopen or ReviewVerb.Edited:
                    (signed, ended, inReview) = ([], act.Verb == ReviewVerb.Edited ? signed : [], false);
                    break;
                default:
                    continue;
            }
            yield return (dayOf(act.At), inReview ? StepOf(text, signed) : 0);
        }
    }

    private static int StepOf(ReviewEntry text, List<int?> signed)
    {
        var stages = text.Plan.Stages.ToList();
        return text.Stages.FirstOrDefault(stage => !signed.Contains(stage.Id)) is { } next
            ? stages.FindIndex(stage => stage.Id == next.Id) + 1
            : stages.Count + 1;
    }
}
