using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Patterns;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Numbering;

/// <summary>A file of the report with the numbers of this compilation. What was read is shared; the numbers are this one's own.</summary>
internal sealed class NumberedText
{
    private readonly Placement?[] _placements;

    public NumberedText(ReportPart part, SourceFile file, int ordinal)
    {
        Part = part;
        File = file;
        Ordinal = ordinal;
        Text = part == ReportPart.Case ? file.AsCard : file.AsSection;
        Diagnostics = new DiagnosticList(file.Path);
        foreach (
            var diagnostic in file.FrontMatter is { } card && part == ReportPart.Case
                ? card.Diagnostics.Concat(Text.Diagnostics)
                : Text.Diagnostics
        )
        {
            Diagnostics.Add(diagnostic);
        }

        _placements = new Placement?[Text.Items.Count];
    }

    public ReportPart Part { get; }

    public SourceFile File { get; }

    public ParsedText Text { get; }

    /// <summary>Position among all files; makes anchors unique.</summary>
    public int Ordinal { get; }

    public DiagnosticList Diagnostics { get; }

    /// <summary>Of an annex or a case card as a whole.</summary>
    public Placement? Whole { get; set; }

    /// <summary>Where a case card stands; null: nowhere.</summary>
    public (NumberedText Text, int Line)? PlacedAt { get; set; }

    /// <summary>Another card has this card's id, so this one cannot be placed.</summary>
    public bool HasTakenId { get; set; }

    /// <summary>The id of a case card, without prefix.</summary>
    public string CaseId => File.CaseId;

    public string CaseTitle => File.FrontMatter?.Title is { Length: > 0 } title ? title : CaseId;

    public Placement? this[Item item] => _placements[item.Index];

    public Placement Place(Item item, Title title, NumberText? number, NumberedText? card = null)
    {
        var placement = new Placement
        {
            Text = this,
            Item = item,
            Line = item.Line,
            Title = title,
            Printed = number,
            Card = card,
            Anchor = item.Id ?? AnchorOf(item),
        };
        _placements[item.Index] = placement;
        return placement;
    }

    /// <summary>For an item without an id, or whose id is taken. Ids hold a colon, these do not.</summary>
    public string AnchorOf(Item item) => $"i{Ordinal}-{item.Index}";

    public string Anchor => $"f{Ordinal}";

    public string FootnoteAnchor(string kind, int number) => $"{kind}{Ordinal}-{number}";
}

/// <summary>What an item became: its number, and where it can be found.</summary>
internal sealed class Placement
{
    public required NumberedText Text { get; init; }

    public Item? Item { get; init; }

    public required int Line { get; init; }

    public required Title Title { get; init; }

    /// <summary>Null: it has no number and is in no list. Empty: its kind is not numbered.</summary>
    public NumberText? Printed { get; set; }

    /// <summary>As printed; null and empty as above.</summary>
    public string? Number => Printed?.Text;

    /// <summary>The name of the place in HTML, the only one of its kind.</summary>
    public required string Anchor { get; set; }

    /// <summary>The card that stands here.</summary>
    public NumberedText? Card { get; init; }

    /// <summary>What a cross-reference prints.</summary>
    public string? ReferenceNumber => Item is HeadingItem && Number is not null ? Sections.WithoutClosing(Number) : Number;

    public string? Id => Item?.Id;
}
