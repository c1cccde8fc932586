using Authoring.Compile;
using Authoring.Web.Reports;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Authoring.Web.Tests.Reports;

/// <summary>The form says what is wrong before anything is saved, shows what it prints, and loses no setting.</summary>
public sealed class SettingsFormTests
{
    private static readonly DefinitionDraft Draft = DefinitionDraft.Read("""
        title: 报告
        period: "2025"
        numbering:
          headings: ["{1}.", "", { format: "{3}.", restart: never }]
          annexes: "附件 {n}"
          annex-mark: "附录{n:alpha}"
          annex-headings: ["{2:zh}、"]
          figures: { label: 图, scope: section, format: "{label} {section}", repeated: "{label} {section}-{n}", separator: "", depth: 3 }
        contents: { depth: 1, front: true }
        lists: [cases, figures]
        pages: { number: "- {page} -" }
        body: [sections/01.md]
        """);

    [Fact]
    public void A_form_that_nobody_touched_changes_nothing()
    {
        var fields = new SettingsFields(Draft, new DateOnly(2025, 12, 22));
        Assert.Equivalent(Draft, fields.ToDraft(Draft), strict: true);
        Assert.Equal("2025-12-22", fields.Deadline);
    }

    [Fact]
    public void Lists_are_printed_in_the_order_of_the_form()
    {
        var fields = new SettingsFields(Draft, null);
        fields.Raise(fields.Lists[1]);
        fields.Lists.Single(l => l.Name == "annexes").IsPrinted = true;
        Assert.Equal(["figures", "cases", "annexes"], fields.ToDraft(Draft).Lists);
    }

    [Fact]
    public async Task A_wrong_pattern_is_said_beside_its_field_and_a_changed_one_is_reported()
    {
        await using var context = new BunitContext();
        context.Services.AddLocalization();
        context.Services.AddLogging();
        context.Services.AddRadzenComponents();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        var kind = new SettingsFields(Draft, null).Kinds[0];
        var changes = 0;
        var shown = context.Render<KindFields>(parameters => parameters
            .Add(p => p.Kind, kind).Add(p => p.Printed, ["图 1.2.1 示例图"]).Add(p => p.ErrorOf, field => field == "figures.format" ? "“{x}”无法识别" : null)
            .Add(p => p.Changed, EventCallback.Factory.Create(this, () => changes++)));

        var format = shown.Find("[data-testid='field-figures.format']");
        Assert.Equal("true", format.GetAttribute("aria-invalid"));
        Assert.Equal("“{x}”无法识别", shown.Find($"[id='{format.GetAttribute("aria-describedby")}']").TextContent);
        Assert.Null(shown.Find("[data-testid='field-figures.label']").GetAttribute("aria-invalid"));
        Assert.Equal("图 1.2.1 示例图", shown.Find("[data-testid='printed-figures'] li").TextContent);

        await format.ChangeAsync(new ChangeEventArgs { Value = "{label} {n}" });
        Assert.Equal(("{label} {n}", 1), (kind.Format, changes));
        await shown.Find("input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = false });
        Assert.Null(kind.ToDraft());
        Assert.Empty(shown.FindAll("[data-testid='field-figures.format']"));
    }
}
