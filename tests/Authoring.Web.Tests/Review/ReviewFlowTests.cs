using Authoring.Web.Review;

namespace Authoring.Web.Tests.Review;

/// <summary>Who may do what in which state: every state, every act, every role, written out.</summary>
public sealed class ReviewFlowTests
{
    /// <summary>
    /// A line for each role, a column for each state. A word is where the act leads: draft, s1, s2 (the stages), final; <c>waiting</c> is
    /// for case cards; <c>s2!</c> is a signature in somebody's stead.
    /// <c>-now</c>, <c>-who</c>, <c>-own</c> are refusals: not in this state, not this person, his own text. Everybody gives a reason.
    /// </summary>
    private static readonly (ReviewVerb Verb, string Table)[] Tables =
    [
        (
            ReviewVerb.Submit,
            """
                            draft   s1      s2      final   waiting
            writer          s1      -now    -now    -now    -now
            submitter       s1      -now    -now    -now    -now
            signer          -who    -now    -now    -now    -now
            signed-last     -who    -now    -now    -now    -now
            signer-author   s1      -now    -now    -now    -now
            overrider       -who    -now    -now    -now    -now
            overrider-own   s1      -now    -now    -now    -now
            editor          s1      -now    -now    -now    -now
            reader          -who    -now    -now    -now    -now
            """
        ),
        (
            ReviewVerb.Approve,
            """
                            draft   s1      s2      final   waiting
            writer          -now    -who    -who    -now    -now
            submitter       -now    -who    -who    -now    -now
            signer          -now    s2      final   -now    -now
            signed-last     -now    -who    -who    -now    -now
            signer-author   -now    -own    -own    -now    -now
            overrider       -now    s2!     final!  -now    -now
            overrider-own   -now    s2!     final!  -now    -now
            editor          -now    -who    -who    -now    -now
            reader          -now    -who    -who    -now    -now
            """
        ),
        (
            ReviewVerb.Return,
            """
                            draft   s1      s2      final   waiting
            writer          -now    -who    -who    -now    -now
            submitter       -now    -who    -who    -now    -now
            signer          -now    draft   draft   -now    -now
            signed-last     -now    -who    -who    -now    -now
            signer-author   -now    draft   draft   -now    -now
            overrider       -now    draft!  draft!  -now    -now
            overrider-own   -now    draft   draft   -now    -now
            editor          -now    -who    -who    -now    -now
            reader          -now    -who    -who    -now    -now
            """
        ),
        (
            ReviewVerb.TakeBack,
            """
                            draft   s1      s2      final   waiting
            writer          -now    -who    -who    -who    -who
            submitter       -now    draft   -who    -who    -who
            signer          -now    -who    -who    -who    -who
            signed-last     -now    -who    s1      s2      s2
            signer-author   -now    -who    -who    -who    -who
            overrider       -now    -who    -who    -who    -who
            overrider-own   -now    -who    -who    -who    -who
            editor          -now    draft   -who    -who    -who
            reader          -now    -who    -who    -who    -who
            """
        ),
        (
            ReviewVerb.Reopen,
            """
                            draft   s1      s2      final   waiting
            writer          -now    -now    -now    -who    -who
            submitter       -now    -now    -now    -who    -who
            signer          -now    -now    -now    -who    -who
            signed-last     -now    -now    -now    draft   draft
            signer-author   -now    -now    -now    -who    -who
            overrider       -now    -now    -now    -who    -who
            overrider-own   -now    -now    -now    -who    -who
            editor          -now    -now    -now    draft   draft
            reader          -now    -now    -now    -who    -who
            """
        ),
        (
            ReviewVerb.Edited,
            """
                            draft   s1      s2      final   waiting
            writer          -now    draft   draft   draft   draft
            submitter       -now    draft   draft   draft   draft
            signer          -now    draft   draft   draft   draft
            signed-last     -now    draft   draft   draft   draft
            signer-author   -now    draft   draft   draft   draft
            overrider       -now    draft   draft   draft   draft
            overrider-own   -now    draft   draft   draft   draft
            editor          -now    draft   draft   draft   draft
            reader          -now    draft   draft   draft   draft
            """
        ),
    ];

    internal static readonly Dictionary<string, Actor> Roles = new(StringComparer.Ordinal)
    {
        ["writer"] = new(
            MayWrite: true,
            Manages: false,
            Signs: false,
            MayOverride: false,
            IsAuthor: true,
            IsSubmitter: false,
            SignedLast: false
        ),
        ["submitter"] = new(true, false, false, false, true, true, false),
        ["signer"] = new(false, false, true, false, false, false, false),
        ["signed-last"] = new(false, false, false, false, false, false, true),
        ["signer-author"] = new(true, false, true, false, true, false, false),
        ["overrider"] = new(false, false, false, true, false, false, false),
        ["overrider-own"] = new(true, false, true, true, true, false, false),
        ["editor"] = new(true, true, false, false, false, false, false),
        ["reader"] = new(false, false, false, false, false, false, false),
    };

    internal static readonly Dictionary<string, ReviewPosition> States = new(StringComparer.Ordinal)
    {
        ["draft"] = new(ReviewState.Draft, 0, 2),
        ["s1"] = new(ReviewState.InReview, 0, 2),
        ["s2"] = new(ReviewState.InReview, 1, 2),
        ["final"] = new(ReviewState.Final, 0, 2),
        ["waiting"] = new(ReviewState.Waiting, 0, 2),
    };

    public static TheoryData<string, string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string, string>();
        foreach (var (verb, table) in Tables)
        {
            var lines = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            foreach (var line in lines.Skip(1))
                for (var i = 1; i < line.Length; i++)
                    cells.Add(verb.ToString(), line[0], lines[0][i - 1], line[i]);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_table_holds(string verb, string role, string state, string expected) =>
        Assert.Equal(expected, Shown(ReviewFlow.Decide(States[state], Enum.Parse<ReviewVerb>(verb), Roles[role], hasReason: true)));

    [Fact]
    public void The_table_is_whole() =>
        Assert.Equal((Enum.GetValues<ReviewVerb>().Length - NobodysWill.Length) * Roles.Count * States.Count, Cells().Count);

    private static readonly ReviewVerb[] NobodysWill =
    [
        ReviewVerb.Revise,
        ReviewVerb.Restored,
        ReviewVerb.CardsOpened,
        ReviewVerb.CardsFinal,
    ];

    [Fact]
    public void What_only_follows_from_something_else_nobody_can_do() =>
        Assert.All(
            NobodysWill,
            verb =>
                Assert.All(
                    States.Values,
                    state =>
                        Assert.All(
                            Roles.Values,
                            role => Assert.Equal(ReviewRefusal.NotNow, ReviewFlow.Decide(state, verb, role, hasReason: true).Refusal)
                        )
                )
        );

    [Theory]
    [InlineData("Return", "s1", "signer")]
    [InlineData("Reopen", "final", "editor")]
    [InlineData("Approve", "s1", "overrider")]
    [InlineData("Approve", "s2", "overrider-own")]
    public void What_goes_against_somebody_or_stands_in_for_him_says_why(string verb, string state, string role) =>
        Assert.Equal(
            ReviewRefusal.NoReason,
            ReviewFlow.Decide(States[state], Enum.Parse<ReviewVerb>(verb), Roles[role], hasReason: false).Refusal
        );

    [Fact]
    public void A_text_that_nobody_would_sign_is_not_submitted() =>
        Assert.Equal(
            ReviewRefusal.NoSigners,
            ReviewFlow.Decide(new ReviewPosition(ReviewState.Draft, 0, 0), ReviewVerb.Submit, Roles["writer"], true).Refusal
        );

    [Fact]
    public void A_final_text_whose_stages_are_all_gone_is_not_taken_back_to_nowhere_and_can_be_reopened()
    {
        var signed = new ReviewAct
        {
            Verb = ReviewVerb.Approve,
            Hash = "",
            StageId = 7,
            PersonId = 1,
            Round = 1,
        };
        var entry = ReviewEntry.Of(new ChainPlan(1, "", []), new TextReview { State = ReviewState.Final, Round = 1 }, null, [signed]);
        Assert.Equal(ReviewRefusal.NoSigners, entry.Decide(ReviewVerb.TakeBack, Roles["signed-last"], true).Refusal);
        Assert.Equal(ReviewState.Draft, entry.Decide(ReviewVerb.Reopen, Roles["signed-last"], true).Now.State);
        Assert.Null(entry.Decide(ReviewVerb.Reopen, Roles["signed-last"], true).Refusal);
    }

    private static string Shown(ReviewStep step) =>
        step.Refusal switch
        {
            ReviewRefusal.NotNow => "-now",
            ReviewRefusal.NotAllowed => "-who",
            ReviewRefusal.OwnText => "-own",
            { } other => other.ToString(),
            _ => (
                step.Now.State switch
                {
                    ReviewState.Draft => "draft",
                    ReviewState.Final => "final",
                    _ => $"s{step.Now.Stage + 1}",
                }
            ) + (step.IsOverride ? "!" : ""),
        };
}
