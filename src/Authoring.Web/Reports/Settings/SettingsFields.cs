using Authoring.Compile;

namespace Authoring.Web.Reports.Settings;

/// <summary>One level of headings in the form.</summary>
public sealed class LevelFields(int number, HeadingDraft draft)
{
    public int Number { get; } = number;
    public string Format { get; set; } = draft.Format;
    public bool NeverRestarts { get; set; } = !draft.Restarts;
}

/// <summary>The levels of one hierarchy of headings, under the key of <c>report.yml</c>.</summary>
public sealed record LevelGroup(string Key, IReadOnlyList<LevelFields> Levels, Func<DefinitionExamples, int, string> Example);

/// <summary>How one kind is numbered, in the form.</summary>
public sealed class KindSettings(string key, KindDraft? draft, string label, Func<DefinitionExamples, IReadOnlyList<string>> example)
{
    public string Key { get; } = key;
    public Func<DefinitionExamples, IReadOnlyList<string>> Example { get; } = example;
    public bool IsNumbered { get; set; } = draft is not null;
    public string Label { get; set; } = draft?.Label ?? label;
    public CountingScope Scope { get; set; } = draft?.Scope ?? CountingScope.Document;
    public string Format { get; set; } = draft?.Format ?? "{label} {n}";
    public string Repeated { get; set; } = draft?.Repeated ?? "";
    public string Separator { get; set; } = draft?.Separator ?? " ";

    /// <summary>0: that of the contents.</summary>
    public int Depth { get; set; } = draft?.Depth ?? 0;

    public KindDraft? ToDraft() =>
        IsNumbered
            ? new KindDraft(Label, Scope, Format, Repeated.Length == 0 ? null : Repeated, Separator, Depth == 0 ? null : Depth)
            : null;
}

/// <summary>A list that may be printed behind the contents.</summary>
public sealed class ListFields(string name, bool isPrinted)
{
    public string Name { get; } = name;
    public bool IsPrinted { get; set; } = isPrinted;
}

/// <summary>All settings of a report as somebody fills them in.</summary>
public sealed class SettingsFields(DefinitionDraft draft, DateOnly? deadline)
{
    private static readonly string[] AllLists = ["figures", "tables", "cases", "annexes"];

    public string Title { get; set; } = draft.Title;
    public string Period { get; set; } = draft.Period ?? "";
    public string Issuer { get; set; } = draft.Issuer ?? "";
    public string Date { get; set; } = draft.Date ?? "";
    public string Deadline { get; set; } = deadline?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
    public string AnnexFormat { get; set; } = draft.AnnexFormat ?? "";
    public string AnnexMark { get; set; } = draft.AnnexMark ?? DefinitionDraft.DefaultAnnexMark;
    public string PageNumber { get; set; } = draft.PageNumber ?? "";
    public int ContentsDepth { get; set; } = draft.ContentsDepth;
    public bool ContentsAnnexes { get; set; } = draft.ContentsAnnexes;
    public bool ContentsFront { get; set; } = draft.ContentsFront;

    public IReadOnlyList<LevelGroup> Levels { get; } =
    [
        new("headings", Fields(draft.Headings, 1), (e, level) => e.Headings[level - 1]),
        new("annex-headings", Fields(draft.AnnexHeadings, 2), (e, level) => e.AnnexHeadings[level - 2]),
        new("case-headings", Fields(draft.CaseHeadings, 1), (e, level) => e.CaseHeadings[level - 1]),
    ];

    public IReadOnlyList<KindSettings> Kinds { get; } =
    [
        new("figures", draft.Figures, "图", e => e.Figures),
        new("tables", draft.Tables, "表", e => e.Tables),
        new("cases", draft.CaseCards, "案例", e => e.Cases),
    ];

    /// <summary>Those that are printed first, in their order.</summary>
    public List<ListFields> Lists { get; } =
    [
        .. draft.Lists.Select(name => new ListFields(name, true)),
        .. AllLists.Where(name => !draft.Lists.Contains(name)).Select(name => new ListFields(name, false)),
    ];

    public void Raise(ListFields list)
    {
        var index = Lists.IndexOf(list);
        if (index > 0)
            (Lists[index - 1], Lists[index]) = (Lists[index], Lists[index - 1]);
    }

    /// <summary>With the slug and the files of <paramref name="basis"/>.</summary>
    public DefinitionDraft ToDraft(DefinitionDraft basis) =>
        basis with
        {
            Title = TextTitle.Clean(Title),
            Period = NullIfEmpty(TextTitle.Clean(Period)),
            Issuer = NullIfEmpty(TextTitle.Clean(Issuer)),
            Date = NullIfEmpty(TextTitle.Clean(Date)),
            Headings = Drafts(Levels[0]),
            AnnexHeadings = Drafts(Levels[1]),
            CaseHeadings = Drafts(Levels[2]),
            AnnexFormat = NullIfEmpty(AnnexFormat),
            AnnexMark = AnnexMark is "" or DefinitionDraft.DefaultAnnexMark ? null : AnnexMark,
            Figures = Kinds[0].ToDraft(),
            Tables = Kinds[1].ToDraft(),
            CaseCards = Kinds[2].ToDraft(),
            ContentsDepth = ContentsDepth,
            ContentsAnnexes = ContentsAnnexes,
            ContentsFront = ContentsFront,
            Lists = [.. Lists.Where(l => l.IsPrinted).Select(l => l.Name)],
            PageNumber = NullIfEmpty(PageNumber),
        };

    private static List<LevelFields> Fields(IReadOnlyList<HeadingDraft> headings, int first) =>
        [
            .. Enumerable
                .Range(first, DefinitionDraft.DeepestLevel - first + 1)
                .Select(level => new LevelFields(level, headings.ElementAtOrDefault(level - first) ?? new HeadingDraft(""))),
        ];

    private static List<HeadingDraft> Drafts(LevelGroup group)
    {
        var headings = group
            .Levels.Select(level => new HeadingDraft(level.Format, !(level.NeverRestarts && level.Format.Length > 0)))
            .ToList();
        while (headings is [.., { Format: "" }])
            headings.RemoveAt(headings.Count - 1);
        return headings;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
