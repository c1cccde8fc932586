using Authoring.Compile;
using Authoring.Web.Reports.Making;
using Authoring.Web.Reports.Settings;

namespace Authoring.Web.Tests.Reports;

/// <summary>Each way of numbering that is offered prints what it promises.</summary>
public sealed class ProfileTests
{
    [Theory]
    [InlineData("chapter", "2. 2.2 2.2.1", "图 2-1 图 2-2 图 2-3", "表 2-1", "案例 2-1")]
    [InlineData("document", "2. 2.2 2.2.1", "图 1. 图 2. 图 3.", "表 1.", "案例一")]
    [InlineData("section", "2. 2.2 2.2.1", "图 2.1.1-1 图 2.1.1-2 图 2.1.2", "表 2.1.1-1", "案例一")]
    [InlineData("official", "二、 （二） 1. （1）", "图 1 图 2 图 3", "表 1", "案例一")]
    public void A_profile_prints_what_it_promises(string name, string headings, string figures, string table, string card)
    {
        var printed = ReportTemplate.Printed(name);
        Assert.Equal(headings, string.Join(' ', printed.Headings.Where(h => h.Length > 0)));
        Assert.Equal(figures, string.Join(' ', printed.Figures.Select(f => f.Replace("示例图", "", StringComparison.Ordinal).Trim())));
        Assert.StartsWith(table, printed.Tables[0], StringComparison.Ordinal);
        Assert.StartsWith($"{card}：", printed.Cases[0], StringComparison.Ordinal);
        Assert.Equal("附件 1", printed.Annex);
    }

    [Fact]
    public void Every_profile_can_be_saved() =>
        Assert.All(
            ReportTemplate.Profiles,
            p => Assert.Empty(DefinitionCheck.Of(p.Numbering with { Title = "报告", Body = ["sections/01.md"] }))
        );

    [Fact]
    public void A_section_with_one_figure_carries_the_sections_number_alone() =>
        Assert.Equal("图 2.1.2", ReportTemplate.Printed("section").Figures[2].Replace("示例图", "", StringComparison.Ordinal).Trim());

    private static readonly string Sample = Path.Combine(Checkout.Root, "seed", "report");

    private static DefinitionDraft SampleDraft => DefinitionDraft.Read(File.ReadAllText(Path.Combine(Sample, "report.yml")));

    private static CompiledReport Compile(DefinitionDraft draft)
    {
        var texts = draft
            .Front.Concat(draft.Body)
            .Concat(draft.Annexes)
            .Concat(draft.Cases)
            .ToDictionary(
                path => path,
                path => SourceFile.Read(path, File.ReadAllText(Path.Combine(Sample, path))),
                StringComparer.Ordinal
            );
        return Compiler.Compile(
            ReportDefinition.Parse(draft.ToYaml(), "sample"),
            texts.GetValueOrDefault,
            _ => new ImageFacts(1, 1, "image/png")
        );
    }

    private static string Told(IReadOnlyList<NumberProblem> problems) =>
        string.Join('\n', problems.Select(p => $"{p.List} “{p.Number}”: {string.Join('、', p.Titles)}"));

    public static TheoryData<string> Names => [.. ReportTemplate.Profiles.Select(p => p.Name)];

    [Theory, MemberData(nameof(Names))]
    public void No_two_items_of_the_sample_report_have_one_number_and_none_lacks_one(string name)
    {
        var report = Compile(SampleDraft.WithNumberingOf(ReportTemplate.Profiles.Single(p => p.Name == name).Numbering));
        Assert.Equal("", Told(NumberCheck.Of(report)));
        foreach (var list in new[] { report.Figures, report.Tables, report.Cases, report.Annexes })
        {
            Assert.All(list, entry => Assert.Matches(@"[\d一二三四五六七八九十]", entry.Number));
            Assert.Equal(list.Count, list.Select(entry => entry.Number).Distinct(StringComparer.Ordinal).Count());
        }
        Assert.True(report.Tables.Count > 20);
    }

    /// <summary>Whatever stood in the fields: each setting of a profile's numbering comes from the profile.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Nothing_of_the_numbering_before_stays_behind_a_profile(string name)
    {
        var profile = ReportTemplate.Profiles.Single(p => p.Name == name).Numbering;
        var odd = new KindDraft("附图", CountingScope.Section, "{label}{section}（{n}）", "{label}{n:roman}", "——", 5);
        HeadingDraft[] headings =
        [
            .. Enumerable.Range(1, DefinitionDraft.DeepestLevel).Select(level => new HeadingDraft($"甲{{{level}}}", Restarts: false)),
        ];
        foreach (
            var before in new[]
            {
                SampleDraft,
                SampleDraft with
                {
                    Headings = [],
                    AnnexFormat = null,
                    AnnexHeadings = [],
                    CaseHeadings = [],
                    Figures = null,
                    Tables = null,
                    CaseCards = null,
                },
                SampleDraft with
                {
                    Headings = headings,
                    AnnexFormat = "附录{n:alpha}",
                    AnnexMark = "录{n}",
                    AnnexHeadings = [.. headings.Skip(1)],
                    CaseHeadings = headings,
                    Figures = odd,
                    Tables = odd,
                    CaseCards = odd,
                },
            }.Concat(ReportTemplate.Profiles.Select(p => SampleDraft.WithNumberingOf(p.Numbering)))
        )
        {
            // As the form does it, and as it is read again after it was saved.
            var fields = new SettingsFields(before.WithNumberingOf(profile), null);
            var after = DefinitionDraft.Read(fields.ToDraft(before).ToYaml());
            Assert.Equal((SampleDraft.WithNumberingOf(profile)).ToYaml(), after.ToYaml());
        }
    }

    [Fact]
    public void Numbers_that_would_be_doubled_or_missing_are_found_with_what_they_stand_for()
    {
        var sample = SampleDraft;
        (string Case, DefinitionDraft Draft, string List, string Number)[] cases =
        [
            (
                "sections are numbered from one again in each annex",
                sample with
                {
                    Tables = new KindDraft("表", CountingScope.Section, "{label} {section}", "{label} {section}-{n}", Depth: 3),
                },
                "tables",
                "表 二"
            ),
            (
                "each chapter begins again and is not named",
                sample with
                {
                    Figures = sample.Figures! with { Format = "{label} {n}" },
                },
                "figures",
                "图 1"
            ),
            (
                "one number for all of a section",
                sample with
                {
                    Figures = new KindDraft("图", CountingScope.Section, "{label} {section}", Depth: 2),
                },
                "figures",
                "图 1.2"
            ),
            ("nothing counts", sample with { CaseCards = sample.CaseCards! with { Format = "{label}" } }, "cases", ""),
            ("a word, and no number", sample with { CaseCards = sample.CaseCards! with { Format = "{label}·甲" } }, "cases", "案例·甲"),
            ("annexes without their number", sample with { AnnexFormat = "附件" }, "annexes", "附件"),
            ("annexes that are not told apart in their tables", sample with { AnnexMark = "附" }, "tables", "表 附-1"),
            ("sections without their own number", sample with { Headings = [new("{1}."), new("{1}.")] }, "headings", "1."),
            (
                "no headings are numbered",
                sample with
                {
                    Headings = [],
                    Figures = new KindDraft("图", CountingScope.Section, "{label} {section}", Depth: 3),
                },
                "figures",
                ""
            ),
        ];
        Assert.All(
            cases,
            one =>
                Assert.True(
                    NumberCheck.Of(Compile(one.Draft)).Any(p => p.List == one.List && p.Number == one.Number && p.Titles.Count > 1),
                    $"{one.Case}:\n{Told(NumberCheck.Of(Compile(one.Draft)))}"
                )
        );
        Assert.Equal("", Told(NumberCheck.Of(Compile(sample))));
        Assert.Equal(
            "",
            Told(
                NumberCheck.Of(
                    Compile(
                        sample with
                        {
                            Figures = null,
                            Tables = null,
                            CaseCards = null,
                            AnnexFormat = null,
                            Headings = [],
                            AnnexHeadings = [],
                        }
                    )
                )
            )
        );
    }
}
