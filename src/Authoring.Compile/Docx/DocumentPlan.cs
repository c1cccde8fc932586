using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Docx;

/// <summary>How Word will number a heading.</summary>
/// <param name="List">The hierarchy that it belongs to; null: it has none.</param>
/// <param name="IsCounted">Word's list gives its number; else the number is text.</param>
/// <param name="Bare">What <c>STYLEREF … \s</c> gives for it.</param>
internal sealed record HeadingPlan(HeadingList? List, bool IsCounted, string Bare);

/// <summary>
/// Found out before a word is written, since references lead forwards, too: which headings Word numbers by itself, what a reference to each
/// place can ask for,
/// and which places there are.
/// </summary>
internal sealed class DocumentPlan
{
    private readonly Dictionary<HeadingBlock, HeadingPlan> _headings = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, HeadingBlock?> _places = new(StringComparer.Ordinal);
    private readonly NumberingPart _numbering;
    private readonly NumberedDocument _document;

    public DocumentPlan(NumberedDocument document, NumberingPart numbering)
    {
        (_document, _numbering) = (document, numbering);
        Body = numbering.Headings(document.Rules.Headings);
        var mark = document.Rules.AnnexMark.Print(new PatternValues([], null, 1, default, ""));
        HeadingRule? title = document.Rules.Annexes is { } annexes ? new HeadingRule(annexes, Restarts: false) : null;
        Annexes = numbering.Headings([title, .. document.Rules.AnnexHeadings.Skip(1)], mark);
        foreach (var part in document.Parts)
        {
            _places.TryAdd(part.Anchor, null);
            Plan(
                part.Blocks,
                part.Kind switch
                {
                    ReportPart.Body => Body,
                    ReportPart.Annex => Annexes,
                    _ => null,
                }
            );
        }
    }

    public HeadingList Body { get; }

    public HeadingList Annexes { get; }

    /// <summary>Of a heading that stands in a list or a quote: none.</summary>
    public HeadingPlan this[HeadingBlock heading] => _headings.GetValueOrDefault(heading) ?? new HeadingPlan(null, false, "0");

    public bool Has(string anchor) => _places.ContainsKey(anchor);

    /// <summary>
    /// What a <c>REF</c> says beside the bookmark, <c>\n</c> for a number that a list gives; null: no field can print this.
    /// </summary>
    public string? Switches(ReferenceRun reference)
    {
        if (!_places.TryGetValue(reference.Anchor, out var heading))
            return null;
        if (heading is null || !this[heading].IsCounted)
            return "";
        return heading.Number!.Text.TrimEnd('.') == reference.Text ? "\\n " : null;
    }

    private void Plan(IReadOnlyList<DocumentBlock> blocks, HeadingList? list)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    var isCounted = heading.Number is not null && list?.Count(heading.Level, heading.Number.Text) == true;
                    _headings[heading] = new HeadingPlan(list, isCounted, isCounted ? list!.StyleReference(heading.Level) : "0");
                    Place(heading.Anchor, heading);
                    break;
                case FigureBlock figure:
                    Place(figure.Anchor, null);
                    break;
                case TableBlock table:
                    Place(table.Anchor, null);
                    break;
                case CaseBlock card:
                    Place(card.Anchor, null);
                    Plan(card.Blocks, _numbering.Headings(_document.Rules.CaseHeadings));
                    break;
            }
        }
    }

    private void Place(string? anchor, HeadingBlock? heading)
    {
        if (anchor is { Length: > 0 })
            _places.TryAdd(anchor, heading);
    }
}
