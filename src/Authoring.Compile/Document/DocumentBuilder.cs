using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Numbering;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Document;

/// <summary>What all texts of one document are built with.</summary>
/// <param name="Markup">What of a text, named by its path, is suggested; null: nothing that is to be seen.</param>
internal sealed record BuildContext(Resolver Resolver, KindRules Rules, Func<string, Markup?> Markup);

/// <summary>From the numbered and resolved texts of a report to the document that writers take.</summary>
internal sealed class DocumentBuilder(
    ReportDefinition definition,
    ReportEntries entries,
    IReadOnlyList<NumberedText> texts,
    BuildContext context
)
{
    public NumberedDocument Build() =>
        new(
            Cover(),
            Lists(),
            [.. texts.Where(text => text.Part != ReportPart.Case).Select(Part)],
            definition.Numbering,
            new ContentsRule(definition.ContentsDepth, definition.ContentsAnnexes, definition.ContentsFront, PageNumber()),
            entries
        );

    private Pattern? PageNumber() =>
        definition.PageNumber is { Length: > 0 } written ? Pattern.Parse(written, PatternNames.Page, _ => { }) : null;

    /// <summary>One file of the report; a case card by itself, too.</summary>
    public DocumentPart Part(NumberedText text) => new(text.Part, text.File.Path, text.Anchor, new BlockBuilder(text, context).Build());

    /// <summary>Between a heading's number and its title stands one blank, none behind marks that carry their own.</summary>
    public static PrintedNumber? HeadingNumber(NumberText? number) =>
        number is { Text.Length: > 0 } ? new PrintedNumber(number, number.Text[^1] is '、' or '）' ? "" : " ") : null;

    /// <summary>Of an entry in a list, whose pieces nobody asks for.</summary>
    private static NumberText Whole(string number) => new([new NumberPiece(PieceKind.Literal, number)]);

    private DocumentCover Cover() =>
        new(definition.Title, CoverLine.Period(definition.Period), CoverLine.Issuer(definition.Issuer), CoverLine.Date(definition.Date));

    private List<PrintedList> Lists()
    {
        var lists = new List<PrintedList> { new("contents", Messages.ContentsTitle, [.. entries.Contents.Select(Entry)]) };
        lists.AddRange(definition.Lists.Select(List));
        lists.RemoveAll(list => list.Entries.Count == 0);
        return lists;

        static PrintedEntry Entry(ContentsEntry entry) => new(entry.Level, entry.Anchor, HeadingNumber(Whole(entry.Number)), entry.Title);
    }

    private PrintedList List(string name)
    {
        var listed = name switch
        {
            "figures" => entries.Figures,
            "tables" => entries.Tables,
            "cases" => entries.Cases,
            _ => entries.Annexes,
        };
        var rule = context.Rules.Rule(name);
        return new PrintedList(name, Messages.ListTitle(name, rule?.Label), [.. listed.Select(Entry)]);

        PrintedEntry Entry(ListEntry entry) => new(0, entry.Anchor, Number(entry.Number), entry.Title);

        PrintedNumber? Number(string number) =>
            rule is not null && number.Length > 0 ? new(Whole(number), rule.Separator) : HeadingNumber(Whole(number));
    }
}
