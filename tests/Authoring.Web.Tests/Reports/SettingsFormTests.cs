using Authoring.Compile;
using Authoring.Web.Reports.Settings;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Authoring.Web.Tests.Reports;

/// <summary>The form says what is wrong before anything is saved, shows what it prints, and loses no setting.</summary>
public sealed class SettingsFormTests
{
    private static readonly DefinitionDraft Draft = DefinitionDraft.Read(
        """
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
        """
    );

    [Fact]
    public void A_form_that_nobody_touched_changes_nothing()
    {
        var fields = new SettingsFields(Draft, new DateOnly(2025, 12, 22));
        Assert.Equivalent(Draft, fields.ToDraft(Draft), strict: true);
        Assert.Equal("2025-12-22", fields.Deadline);
    }

    /// <summary>
    /// The keys as <c>report.yml</c> has them; its files are put in order on a page of their own, and its slug is chosen when it is made.
    /// </summary>
    [Fact]
    public async Task Every_setting_has_a_field()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync("editor");
        var page = await browser.GetStringAsync("/reports/small/settings");
        string[] kinds =
        [
            .. new[] { "figures", "tables", "cases" }.SelectMany(kind =>
                new[] { "label", "scope", "format", "repeated", "separator", "depth" }.Select(field => $"field-{kind}.{field}")
            ),
        ];
        string[] levels =
        [
            .. Enumerable.Range(1, 6).SelectMany(level => new[] { $"field-headings.{level}", $"field-case-headings.{level}" }),
            .. Enumerable.Range(2, 5).Select(level => $"field-annex-headings.{level}"),
        ];
        string[] lists = [.. new[] { "figures", "tables", "cases", "annexes" }.Select(list => $"list-{list}")];
        Assert.All(
            [
                .. kinds,
                .. levels,
                .. lists,
                "field-title",
                "field-period",
                "field-issuer",
                "field-date",
                "field-deadline",
                "field-annexes",
                "field-annex-mark",
                "field-pages.number",
                "field-depth",
            ],
            field => Assert.Contains($"data-testid=\"{field}\"", page, StringComparison.Ordinal)
        );
        // Per level with a pattern (two) whether it goes on counting across parents, per kind numbered or not.
        Assert.Equal(2 + 3 + lists.Length + 2, page.Split("type=\"checkbox\"").Length - 1);
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
        context.Services.AddMudServices();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        var kind = new SettingsFields(Draft, null).Kinds[0];
        var changes = 0;
        var shown = context.Render<KindFields>(parameters =>
            parameters
                .Add(p => p.Kind, kind)
                .Add(p => p.Printed, ["图 1.2.1 示例图"])
                .Add(p => p.ErrorOf, field => field == "figures.format" ? "“{x}”无法识别" : null)
                .Add(p => p.Changed, EventCallback.Factory.Create(this, () => changes++))
        );

        var format = shown.Find("[data-testid='field-figures.format']");
        Assert.Equal("true", format.GetAttribute("aria-invalid"));
        Assert.Equal("“{x}”无法识别", shown.Find($"[id='{format.GetAttribute("aria-describedby")!.Split(' ')[0]}']").TextContent);
        Assert.Null(shown.Find("[data-testid='field-figures.label']").GetAttribute("aria-invalid"));
        Assert.Equal("图 1.2.1 示例图", shown.Find("[data-testid='printed-figures'] li").TextContent);

        await format.ChangeAsync(new ChangeEventArgs { Value = "{label} {n}" });
        Assert.Equal(("{label} {n}", 1), (kind.Format, changes));
        await shown.Find("input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = false });
        Assert.Null(kind.ToDraft());
        Assert.Empty(shown.FindAll("[data-testid='field-figures.format']"));
    }

    [Fact]
    public async Task What_is_wrong_is_led_to_in_whatever_tab_it_stands_and_a_picture_changes_the_page_beside_it()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using var page = await LivePart<SettingsForm>.OpenAsync(workspace, "editor");
        Assert.Equal("Basic", Open(page));
        await page.FillAsync("field-headings.1", "第{x}章");
        page.Submit("form");
        await page.AppearsAsync("settings-said");
        Assert.Equal("Numbering", Open(page));
        Assert.Equal("true", page.Shown.Find("[data-testid=advanced]").GetAttribute("aria-expanded"));

        page.Press("[data-testid=profile-official]");
        Assert.Contains("（二）", page.TextOf("numbering-now"), StringComparison.Ordinal);
        Assert.Equal("true", page.Shown.Find("[data-testid=profile-official]").GetAttribute("aria-pressed"));
        await page.FillAsync("field-headings.2", "〔{2}〕");
        Assert.Contains("〔2〕", page.TextOf("numbering-now"), StringComparison.Ordinal);
        Assert.Equal("false", page.Shown.Find("[data-testid=profile-official]").GetAttribute("aria-pressed"));

        page.Press("[data-testid=tab-Flow]");
        Assert.Equal("Flow", Open(page));
        Assert.True(page.Has("chain-choice"));
    }

    private static string Open(LivePart<SettingsForm> page) =>
        page.Shown.FindAll("[role=tabpanel]").Single(panel => !panel.HasAttribute("hidden")).Id!["panel-".Length..];
}
