using Authoring.Web.Review;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Tests.Review;

/// <summary>The forms around chains hand over what was chosen, and say what is missing.</summary>
public sealed class ChainFormTests : IDisposable
{
    private readonly BunitContext context = new();

    public ChainFormTests()
    {
        context.Services.AddLocalization();
        context.Services.AddLogging();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public void Dispose() => context.Dispose();

    private static readonly ChainPlan Plan = new(
        1,
        "流程",
        [
            new PlannedStage(10, "school", "学校审核", true, [new Signer(5, "王校长", 3, false)]),
            new PlannedStage(11, "city", "市局审核", false, []),
        ]
    );

    private static readonly ChainView Sheet = new(
        Plan,
        true,
        [new SignerView(77, 10, 3, 5, "王校长", "一中", false, false)],
        [(3, "一中"), (4, "二中")],
        [(5, "王校长", "一中"), (6, "李科长", "市局")],
        new Dictionary<int, int>(),
        1
    );

    [Fact]
    public void Nobody_is_named_before_a_person_was_chosen_and_then_exactly_who_was_chosen()
    {
        var named = new List<SignerDraft>();
        var shown = context.Render<SignerTable>(p =>
            p.Add(t => t.Sheet, Sheet)
                .Add(
                    t => t.Name,
                    draft =>
                    {
                        named.Add(draft);
                        return Task.FromResult(true);
                    }
                )
        );
        shown.Find("[data-testid=signer-form]").Submit();
        Assert.Empty(named);
        Assert.Equal("true", shown.Find("[data-testid=signer-person]").GetAttribute("aria-invalid"));

        shown.Find("tr[data-organisation=二中] td[data-stage=city] [data-testid=signer-here]").Click();
        shown.Find("[data-testid=signer-person]").Change("6");
        shown.Find("[data-testid=signer-may-override]").Change(true);
        shown.Find("[data-testid=signer-form]").Submit();
        Assert.Equal([new SignerDraft(11, 4, 6, true)], named);
        Assert.Equal("0", shown.Find("[data-testid=signer-person]").GetAttribute("value"));
        shown.Find("[data-testid=signer-organisation]").Change("0");
        shown.Find("[data-testid=signer-person]").Change("5");
        shown.Find("[data-testid=signer-form]").Submit();
        Assert.Equal(new SignerDraft(11, null, 5, false), named[1]);
    }

    [Fact]
    public void The_table_says_who_signs_and_where_a_stage_is_passed_over()
    {
        var shown = context.Render<SignerTable>(p => p.Add(t => t.Sheet, Sheet).Add(t => t.Name, _ => Task.FromResult(true)));
        Assert.Contains("王校长", shown.Find("tr[data-organisation=一中] td[data-stage=school]").TextContent, StringComparison.Ordinal);
        var words = context.Services.GetRequiredService<IStringLocalizer<Authoring.Web.Shell.Words>>();
        Assert.Contains(
            words["chain.passed-over"],
            shown.Find("tr[data-organisation=二中] td[data-stage=school]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("false", shown.Find("[data-testid=signer-override]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void A_stage_is_saved_as_it_was_typed_and_left_as_it_was_by_Escape()
    {
        StageDraft? saved = null;
        var cancelled = 0;
        var shown = context.Render<StageForm>(p =>
            p.Add(f => f.Stage, Plan.Stages[0]).Add(f => f.Save, draft => saved = draft).Add(f => f.Cancel, () => cancelled++)
        );
        shown.Find("[data-testid=stage-edit-name]").Change("班子会议");
        shown.Find("[data-testid=stage-edit-minutes]").Change(false);
        shown.Find("form").KeyDown("Escape");
        Assert.Equal((null, 1), (saved, cancelled));
        shown.Find("form").Submit();
        Assert.Equal(new StageDraft(10, "班子会议", "school", false), saved);
    }

    [Fact]
    public void An_organisation_for_whose_texts_nobody_signs_is_said_early()
    {
        var shown = context.Render<RoutesInWords>(p => p.Add(w => w.Ways, Route.Of(Plan, [(3, "一中"), (4, "二中")])));
        Assert.Contains("二中", shown.Find("li:has([data-testid=way-nobody])").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("一中", shown.Find("li:has([data-testid=way-nobody])").TextContent, StringComparison.Ordinal);
    }
}
