using Authoring.Compile;
using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Making;

/// <summary>What reports begin with: the parts that have been asked for since 2023, and the usual ways of numbering.</summary>
internal static class ReportTemplate
{
    private static readonly (ReportPart Part, string File, string Title)[] Chapters =
    [
        (ReportPart.Front, "01-preface", "前言"),
        (ReportPart.Body, "02-basic", "基本情况"),
        (ReportPart.Body, "03-training", "人才培养"),
        (ReportPart.Body, "04-service", "服务贡献"),
        (ReportPart.Body, "05-culture", "文化传承"),
        (ReportPart.Body, "06-international", "国际合作"),
        (ReportPart.Body, "07-integration", "产教融合"),
        (ReportPart.Body, "08-support", "发展保障"),
        (ReportPart.Body, "09-challenges", "面临挑战"),
    ];

    /// <summary>The names under which the words of the page know them. The first is proposed.</summary>
    public static readonly IReadOnlyList<(string Name, DefinitionDraft Numbering)> Profiles =
    [
        (
            "chapter",
            Decimal with
            {
                Figures = ByChapter("图"),
                Tables = ByChapter("表"),
                CaseCards = ByChapter("案例") with { Separator = "：" },
            }
        ),
        ("document", Decimal with { Figures = Through("图"), Tables = Through("表"), CaseCards = Cases }),
        // The number of a section says in which annex it stands: “表 附1.2”, where every annex has a section 二.
        (
            "section",
            Decimal with
            {
                Figures = BySection("图"),
                Tables = BySection("表"),
                CaseCards = Cases,
                AnnexHeadings = [new("{1}.{2}"), new("{1}.{2}.{3}")],
            }
        ),
        (
            "official",
            Decimal with
            {
                Headings = [new("{1:zh}、"), new("（{2:zh}）"), new("{3}."), new("（{4}）")],
                Figures = Through("图") with { Format = "{label} {n}", Separator = " " },
                Tables = Through("表") with { Format = "{label} {n}", Separator = " " },
                CaseCards = Cases,
            }
        ),
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, DefinitionExamples>> Examples = new(() =>
        Profiles.ToDictionary(p => p.Name, p => DefinitionExamples.Of(p.Numbering), StringComparer.Ordinal)
    );

    /// <summary>What a profile prints, computed once: it never changes.</summary>
    public static DefinitionExamples Printed(string profile) => Examples.Value[profile];

    private static DefinitionDraft Decimal =>
        new()
        {
            Title = "",
            Headings = [new("{1}."), new("{1}.{2}"), new("{1}.{2}.{3}")],
            AnnexFormat = "附件 {n}",
            AnnexHeadings = [new("{2:zh}、"), new("（{3:zh}）")],
            CaseHeadings = [new("{1:zh}、"), new("（{2:zh}）")],
            ContentsDepth = 2,
            ContentsAnnexes = true,
            Lists = ["figures", "tables", "cases"],
            PageNumber = "- {page} -",
        };

    private static KindDraft Cases => new("案例", CountingScope.Document, "{label}{n:zh}", Separator: "：");

    private static KindDraft ByChapter(string label) => new(label, CountingScope.Chapter, "{label} {1}-{n}");

    private static KindDraft Through(string label) => new(label, CountingScope.Document, "{label} {n}.");

    private static KindDraft BySection(string label) =>
        new(label, CountingScope.Section, "{label} {section}", "{label} {section}-{n}", Depth: 3);

    /// <param name="settings">Title, slug and numbering; the files are the template's.</param>
    public static NewReport Create(DefinitionDraft settings, DateOnly? deadline)
    {
        var draft = settings with { Front = Files(ReportPart.Front), Body = Files(ReportPart.Body), Annexes = [], Cases = [] };
        return new NewReport(
            draft.Slug,
            draft.Title,
            draft.ToYaml(),
            deadline,
            [.. Chapters.Select(c => new NewText(DocumentKind.Section, c.File, $"sections/{c.File}.md", TextTitle.NewSection(c.Title)))],
            []
        );
    }

    private static List<string> Files(ReportPart part) => [.. Chapters.Where(c => c.Part == part).Select(c => $"sections/{c.File}.md")];
}
