namespace Authoring.Compile.Definition;

/// <summary>Where the count of a kind begins again.</summary>
public enum CountingScope
{
    Document,
    Chapter,
    Section,
}

/// <param name="Format">Empty: headings of this level are not numbered.</param>
/// <param name="Restarts">False: goes on counting across parents.</param>
public sealed record HeadingDraft(string Format, bool Restarts = true);

/// <summary>How figures, tables or cases are to be numbered.</summary>
/// <param name="Depth">Headings down to this level count as sections; null: those of the contents.</param>
public sealed record KindDraft(
    string Label,
    CountingScope Scope,
    string Format,
    string? Repeated = null,
    string Separator = " ",
    int? Depth = null
);

/// <summary>
/// What <c>report.yml</c> says, to be changed and written again. Reading what was written gives the same draft;
/// comments and unknown keys of a file that people wrote are not in it.
/// </summary>
public sealed record DefinitionDraft
{
    public required string Title { get; init; }

    /// <summary>Empty: the folder's name.</summary>
    public string Slug { get; init; } = "";
    public string? Period { get; init; }
    public string? Issuer { get; init; }
    public string? Date { get; init; }

    /// <summary>By level, from level 1 on.</summary>
    public IReadOnlyList<HeadingDraft> Headings { get; init; } = [];
    public string? AnnexFormat { get; init; }

    /// <summary>Null: <see cref="DefaultAnnexMark"/>.</summary>
    public string? AnnexMark { get; init; }

    /// <summary>From level 2 on.</summary>
    public IReadOnlyList<HeadingDraft> AnnexHeadings { get; init; } = [];
    public IReadOnlyList<HeadingDraft> CaseHeadings { get; init; } = [];

    /// <summary>Null: not numbered. So are the two below.</summary>
    public KindDraft? Figures { get; init; }
    public KindDraft? Tables { get; init; }
    public KindDraft? CaseCards { get; init; }

    public int ContentsDepth { get; init; } = DefinitionReader.DefaultContentsDepth;
    public bool ContentsAnnexes { get; init; }
    public bool ContentsFront { get; init; }
    public IReadOnlyList<string> Lists { get; init; } = [];
    public string? PageNumber { get; init; }

    public IReadOnlyList<string> Front { get; init; } = [];
    public IReadOnlyList<string> Body { get; init; } = [];
    public IReadOnlyList<string> Annexes { get; init; } = [];
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>What <c>{1}</c> prints inside an annex unless the report says otherwise.</summary>
    public const string DefaultAnnexMark = DefinitionReader.DefaultAnnexMark;

    /// <summary>The deepest level of headings.</summary>
    public const int DeepestLevel = DefinitionReader.DeepestLevel;

    /// <exception cref="ReportFormatException">This is no definition of a report.</exception>
    public static DefinitionDraft Read(string yaml) => Of(ReportDefinition.Parse(yaml, folderName: ""));

    /// <summary>As <c>report.yml</c>.</summary>
    public string ToYaml() => DefinitionWriter.Write(this);

    /// <summary>The files of a part, in order.</summary>
    public IReadOnlyList<string> Files(ReportPart part) =>
        part switch
        {
            ReportPart.Front => Front,
            ReportPart.Body => Body,
            ReportPart.Annex => Annexes,
            _ => Cases,
        };

    public DefinitionDraft WithFiles(ReportPart part, IReadOnlyList<string> files) =>
        part switch
        {
            ReportPart.Front => this with { Front = files },
            ReportPart.Body => this with { Body = files },
            ReportPart.Annex => this with { Annexes = files },
            _ => this with { Cases = files },
        };

    /// <summary>The settings of this draft with the files of another.</summary>
    public DefinitionDraft WithFilesOf(DefinitionDraft other) =>
        this with
        {
            Front = other.Front,
            Body = other.Body,
            Annexes = other.Annexes,
            Cases = other.Cases,
        };

    /// <summary>All of this draft but how it numbers, which is as another one does: nothing of the numbering before stays.</summary>
    public DefinitionDraft WithNumberingOf(DefinitionDraft other) =>
        this with
        {
            Headings = other.Headings,
            AnnexFormat = other.AnnexFormat,
            AnnexMark = other.AnnexMark,
            AnnexHeadings = other.AnnexHeadings,
            CaseHeadings = other.CaseHeadings,
            Figures = other.Figures,
            Tables = other.Tables,
            CaseCards = other.CaseCards,
        };

    public bool HasFilesOf(DefinitionDraft other) => Enum.GetValues<ReportPart>().All(part => Files(part).SequenceEqual(other.Files(part)));

    public bool HasSettingsOf(DefinitionDraft other) => WithFilesOf(other).ToYaml() == other.ToYaml();

    private static DefinitionDraft Of(ReportDefinition definition)
    {
        var numbering = definition.Numbering;
        return new DefinitionDraft
        {
            Title = definition.Title,
            Slug = definition.Slug,
            Period = definition.Period,
            Issuer = definition.Issuer,
            Date = definition.Date,
            Headings = Of(numbering.Headings),
            AnnexFormat = numbering.Annexes?.Source,
            AnnexMark = numbering.AnnexMark.Source is DefaultAnnexMark ? null : numbering.AnnexMark.Source,
            AnnexHeadings = Of(numbering.AnnexHeadings.Skip(1)),
            CaseHeadings = Of(numbering.CaseHeadings),
            Figures = Of(numbering.Figures, definition.ContentsDepth),
            Tables = Of(numbering.Tables, definition.ContentsDepth),
            CaseCards = Of(numbering.Cases, definition.ContentsDepth),
            ContentsDepth = definition.ContentsDepth,
            ContentsAnnexes = definition.ContentsAnnexes,
            ContentsFront = definition.ContentsFront,
            Lists = definition.Lists,
            PageNumber = definition.PageNumber,
            Front = definition.Front,
            Body = definition.Body,
            Annexes = definition.Annexes,
            Cases = definition.Cases,
        };
    }

    private static List<HeadingDraft> Of(IEnumerable<HeadingRule?> rules)
    {
        var headings = rules
            .Select(rule => rule is null ? new HeadingDraft("") : new HeadingDraft(rule.Format.Source, rule.Restarts))
            .ToList();
        while (headings is [.., { Format: "" }])
            headings.RemoveAt(headings.Count - 1);
        return headings;
    }

    private static KindDraft? Of(KindRule? rule, int contentsDepth) =>
        rule is null
            ? null
            : new KindDraft(
                rule.Label,
                (CountingScope)rule.Scope,
                rule.Format.Source,
                rule.Repeated?.Source,
                rule.Separator,
                rule.Depth == contentsDepth ? null : rule.Depth
            );
}
