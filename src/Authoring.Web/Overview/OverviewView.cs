using Authoring.Web.Board;
using Authoring.Web.Review;

namespace Authoring.Web.Overview;

/// <summary>Somebody whose text it is: a person, or an organisation.</summary>
/// <param name="PersonId">Null: an organisation.</param>
public sealed record Owner(int? PersonId, string Name);

/// <summary>A text of the report in the tree.</summary>
/// <param name="Owners">Those who were given it, else those who have written in it; empty: nobody.</param>
/// <param name="IsGiven">They were given it.</param>
/// <param name="Cards">The case cards that stand in it, in their order.</param>
public sealed record OverviewText(
    BoardText Text,
    TextReviewState? Standing,
    IReadOnlyList<Owner> Owners,
    bool IsGiven,
    bool MayWrite,
    IReadOnlyList<OverviewText> Cards
);

/// <summary>So many texts stand at one step, from the first to the last of them.</summary>
/// <param name="Key"><c>draft</c>, <c>back</c>, <c>review</c>, <c>waiting</c> or <c>final</c>.</param>
/// <param name="Name">What a stage is called, for <c>review</c>; else nothing, and the key says it.</param>
/// <param name="Order">Of the stage among all stages, for <c>review</c>.</param>
public sealed record StepTotal(string Key, string? Name, int Order, int Count);

/// <summary>What keeps texts from their next step, and which texts these are.</summary>
/// <param name="Key">As in the words <c>overview.blocks-…</c>.</param>
public sealed record BlockedTexts(string Key, IReadOnlyList<BoardText> Texts);

/// <summary>How far the texts of one organisation are.</summary>
public sealed record OrganisationProgress(string Name, BoardTotals Totals)
{
    /// <summary>Of all its texts, from 0 to 1.</summary>
    public double Share => Totals.All == 0 ? 0 : (double)Totals.Final / Totals.All;
}

/// <summary>What the first page of a report shows.</summary>
/// <param name="Texts">The chapters in their order with their cards, then the cards that stand in none.</param>
/// <param name="Behind">Organisations, the one that is farthest behind first.</param>
/// <param name="NextDay">The next day by which some of the texts must have passed a stage; null: there is none.</param>
/// <param name="ToSign">So many wait for whoever looks.</param>
public sealed record OverviewView(
    IReadOnlyList<OverviewText> Texts,
    BoardTotals Totals,
    int Characters,
    IReadOnlyList<StepTotal> Steps,
    IReadOnlyList<BlockedTexts> Blocks,
    IReadOnlyList<OrganisationProgress> Behind,
    ProgressDays Days,
    IReadOnlyList<ActivityEntry> Activity,
    DateOnly? Deadline,
    StageDay? NextDay,
    int ToSign
);

/// <summary>A day by which texts must have passed a stage.</summary>
/// <param name="Count">So many have not yet.</param>
public sealed record StageDay(DateOnly Day, string? Stage, int Count);
