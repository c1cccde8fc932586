using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;
using Authoring.Compile.Docx;
using Authoring.Compile.Html;
using Authoring.Compile.Json;
using Authoring.Compile.Numbering;
using Authoring.Compile.Plain;
using Authoring.Compile.Printed;
using Authoring.Compile.Reading;

namespace Authoring.Compile;

/// <summary>A report with all its numbers: the lists, what is wrong, and the document to write. Immutable.</summary>
public sealed class CompiledReport
{
    private readonly ReportDefinition _definition;
    private readonly IReadOnlyList<NumberedText> _texts;
    private readonly Resolver _resolver;
    private readonly ReportEntries _entries;

    internal CompiledReport(
        ReportDefinition definition,
        IReadOnlyList<NumberedText> texts,
        Numberer numbers,
        Resolver resolver,
        IReadOnlyList<Diagnostic> before
    )
    {
        _definition = definition;
        _texts = texts;
        _resolver = resolver;
        _entries = ReportEntries.Of(numbers, resolver);
        Outline = [.. texts.Select(OutlineEntry)];
        Diagnostics = [.. before, .. texts.SelectMany(Findings)];
    }

    public string Title => _definition.Title;

    /// <summary>The numbered headings down to <c>contents.depth</c>; annexes and front matter where the report wants them.</summary>
    public IReadOnlyList<ContentsEntry> Contents => _entries.Contents;

    public IReadOnlyList<ListEntry> Figures => _entries.Figures;

    public IReadOnlyList<ListEntry> Tables => _entries.Tables;

    public IReadOnlyList<ListEntry> Cases => _entries.Cases;

    public IReadOnlyList<ListEntry> Annexes => _entries.Annexes;

    /// <summary>Every file that could be read: front matter, body, annexes, case cards, each in the order of <c>report.yml</c>.</summary>
    public IReadOnlyList<OutlineEntry> Outline { get; }

    /// <summary>Those of <c>report.yml</c> first, then file by file, by line.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Every case card that could be read, in the order of <c>report.yml</c>.</summary>
    public IReadOnlyList<CardEntry> Cards() => CardEntry.All(_texts);

    /// <summary>
    /// Every figure and table, with a caption or without, in reading order; those of cards that stand nowhere are the last.
    /// </summary>
    public IReadOnlyList<Illustration> Illustrations() => new IllustrationReader(_texts, _resolver).Read();

    /// <summary>Every id in the report, whether a reference finds it or not: none of them is free.</summary>
    public IReadOnlySet<string> Ids() =>
        _texts.SelectMany(text => text.Text.Items, (_, item) => item.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>The lists and the diagnostics as one JSON object.</summary>
    public string ToJson() => JsonWriter.Write(ToDocument(), Diagnostics);

    /// <summary>What is printed, as plain text: section by section, and card by card.</summary>
    public IReadOnlyList<PlainText> ToText() => PlainWriter.Write(ToDocument());

    /// <summary>The whole report as one HTML document.</summary>
    /// <param name="imageUrl">Where a picture, named by its path inside the report, can be had; by default a path relative to the report
    /// folder.</param>
    /// <param name="markup">What of each text is suggested and is to be seen, by its path inside the report.</param>
    public string ToHtml(Func<string, string>? imageUrl = null, Func<string, Markup?>? markup = null) =>
        Document(imageUrl, markup).ToString();

    /// <inheritdoc cref="ToHtml"/>
    public void WriteHtml(TextWriter output, Func<string, string>? imageUrl = null, Func<string, Markup?>? markup = null) =>
        Document(imageUrl, markup).Write(output);

    /// <summary>The whole report to be read on a screen, file by file: front matter, body, annexes.</summary>
    /// <inheritdoc cref="ToHtml"/>
    /// <param name="page">The address of the page on which it is read.</param>
    /// <param name="versions">Of a text, by its path: each word carries its place in that version. Null: none does.</param>
    public IEnumerable<ReadingPart> Reading(
        string page,
        Func<string, string>? imageUrl = null,
        Func<string, Markup?>? markup = null,
        Func<string, int>? versions = null
    )
    {
        var html = new HtmlBuilder();
        var form = HtmlForm.ForReading(imageUrl ?? RelativeUrl, page) with { Versions = versions };
        foreach (var part in ToDocument(markup).Parts)
        {
            new BlockWriter(html, form).Write(part.Blocks);
            yield return new ReadingPart(part.Path, part.Kind, part.Anchor, html.Take());
        }
    }

    /// <summary>The report as HTML that a script lays out on pages: its blocks, without a document around them.</summary>
    /// <inheritdoc cref="ToHtml"/>
    public string ToBook(Func<string, string>? imageUrl = null, Func<string, Markup?>? markup = null) =>
        new BookWriter(ToDocument(markup), imageUrl ?? RelativeUrl).Write();

    /// <summary>
    /// One section or case card as it will be printed, block by block; a card that a section places is one block of it.
    /// Empty for a path that is not of this report.
    /// </summary>
    /// <inheritdoc cref="Reading"/>
    public IReadOnlyList<HtmlBlock> Preview(
        string path,
        Func<string, string>? imageUrl = null,
        Func<string, Markup?>? markup = null,
        Func<string, int>? versions = null
    )
    {
        var blocks = new List<HtmlBlock>();
        if (_texts.FirstOrDefault(text => text.File.Path == path) is not { } text)
            return blocks;
        var html = new HtmlBuilder();
        var writer = new BlockWriter(html, new HtmlForm(imageUrl ?? RelativeUrl) { Versions = versions });
        foreach (var block in Builder(markup).Part(text).Blocks)
        {
            writer.Write(block);
            blocks.Add(new HtmlBlock(block.Line, html.Take()));
        }

        return blocks;
    }

    /// <summary>
    /// What a section or case card prints, its numbers left out: two of the same hash print the same words and pictures. Null for a path
    /// that is not of this report.
    /// </summary>
    /// <param name="picture">A hash of the content of the picture at a path inside the report; null: it has none, and its path stands for
    /// it.</param>
    public PrintedForm? Printed(string path, Func<string, string?> picture) =>
        _texts.FirstOrDefault(text => text.File.Path == path) is { } text
            ? PrintedForm.Of(text, new PrintedContext(_resolver, _definition.Numbering, picture))
            : null;

    /// <summary>
    /// What references can name, in the order of <see cref="Outline"/>. What stands in a card that is placed nowhere is not among it.
    /// </summary>
    public IEnumerable<Target> Targets() =>
        from text in _texts
        where text.Part != ReportPart.Case || text.PlacedAt is not null
        from item in text.Text.Items
        let placement = text[item]
        where placement is not null
        let isTaken = placement.Id is { } id && _resolver.Target(id) != placement
        select new Target(
            KindOf(item),
            placement.ReferenceNumber ?? "",
            _resolver.Title(placement),
            text.File.Path,
            placement.Line,
            isTaken ? null : placement.Id,
            placement.Number ?? ""
        );

    private static TargetKind KindOf(Item item) =>
        item switch
        {
            HeadingItem => TargetKind.Heading,
            CaptionItem { Kind: CaptionKind.Figure } => TargetKind.Figure,
            CaptionItem => TargetKind.Table,
            _ => TargetKind.Case,
        };

    /// <summary>The whole report as a Word file.</summary>
    /// <inheritdoc cref="ToHtml"/>
    public DocxResult WriteDocx(Stream output, DocxOptions options, Func<string, Markup?>? markup = null)
    {
        using var package = new Package(output);
        return new DocxWriter(ToDocument(markup), options, package).Write();
    }

    /// <summary>The report as it is printed: what all writers take.</summary>
    /// <param name="markup">What of each text is suggested and is to be seen, by its path inside the report.</param>
    internal NumberedDocument ToDocument(Func<string, Markup?>? markup = null) => Builder(markup).Build();

    private DocumentWriter Document(Func<string, string>? imageUrl, Func<string, Markup?>? markup) =>
        new(ToDocument(markup), imageUrl ?? RelativeUrl);

    private DocumentBuilder Builder(Func<string, Markup?>? markup) =>
        new(_definition, _entries, _texts, new BuildContext(_resolver, new KindRules(_definition.Numbering), markup ?? (_ => null)));

    /// <summary>The number of the last heading of a level in a file; empty: it has none.</summary>
    internal string HeadingNumber(string path, int level) =>
        _texts.FirstOrDefault(text => text.File.Path == path) is { } text
        && text.Text.Items.OfType<HeadingItem>().LastOrDefault(heading => heading.Level == level) is { } heading
            ? text[heading]?.Number ?? ""
            : "";

    internal NumberingRules Numbering => _definition.Numbering;

    /// <summary>
    /// Every numbered heading of body and annexes, in reading order, with the place of its parent among them; below 0: it has none.
    /// </summary>
    internal IEnumerable<NumberedItem> NumberedHeadings()
    {
        var (above, place) = (new List<(int Level, int Place)>(), 0);
        foreach (var text in _texts.Where(text => text.Part is ReportPart.Body or ReportPart.Annex))
        {
            if (text.Part == ReportPart.Annex)
                above.Clear();
            foreach (var item in text.Text.Items.OfType<HeadingItem>())
            {
                if (text[item] is not { Number: { } number } heading)
                    continue;
                above.RemoveAll(other => other.Level >= item.Level);
                // The annexes have a list of their own.
                var parent =
                    above is [.., var last] ? last.Place
                    : text.Part == ReportPart.Annex ? ~text.Ordinal
                    : -1;
                if (heading != text.Whole)
                    yield return new NumberedItem(parent, number, _resolver.Title(heading), new ItemPlace(text.File.Path, item.Line));
                above.Add((item.Level, place++));
            }
        }
    }

    private static string RelativeUrl(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private OutlineEntry OutlineEntry(NumberedText text)
    {
        var heading = text.Text.Items.OfType<HeadingItem>().FirstOrDefault(heading => heading.Level == 1);
        var whole = text.Part == ReportPart.Case ? text.Whole : text.Whole ?? (heading is null ? null : text[heading]);
        var title =
            whole is not null ? _resolver.Title(whole)
            : text.Part == ReportPart.Case ? text.CaseTitle
            : ReportPath.Stem(text.File.Path);
        return new OutlineEntry(text.File.Path, text.Part, whole?.Number ?? "", title, whole?.Anchor ?? text.Anchor);
    }

    /// <summary>A card that stands nowhere leaves no hole, whatever is wrong in it.</summary>
    private static IEnumerable<Diagnostic> Findings(NumberedText text)
    {
        var found = text.Diagnostics.InOrder();
        return text is { Part: ReportPart.Case, PlacedAt: null, HasTakenId: false }
            ? found.Select(diagnostic => diagnostic with { Severity = Severity.Warning })
            : found;
    }
}
