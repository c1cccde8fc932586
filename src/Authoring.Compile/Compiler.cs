using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Numbering;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile;

/// <summary>
/// From the files of a report to a numbered document. The phases are calls: <b>Read</b> (<see cref="SourceFile.Read"/>, once per
/// text), <b>Number</b> (one walk in reading order), <b>Resolve</b> (references over all files), <b>Write</b>
/// (what <see cref="CompiledReport"/> gives). Pure: the same input gives the same report, on any thread.
/// </summary>
public static class Compiler
{
    /// <param name="source">The file at a path that the definition lists, read; null: it is missing.</param>
    /// <param name="image">The picture at a path inside the report; null: it is missing.</param>
    public static CompiledReport Compile(ReportDefinition definition, Func<string, SourceFile?> source, Func<string, ImageFacts?> image) =>
        Compile(definition, source, path => ImageLookup.Of(image(path)));

    /// <summary>Reads a folder from disk, and nothing outside it.</summary>
    /// <exception cref="ReportFormatException">It is no report folder, or its <c>report.yml</c> cannot be read.</exception>
    public static CompiledReport CompileFolder(string folder) => Compile(ReportFolder.Open(folder));

    /// <inheritdoc cref="CompileFolder"/>
    public static CompiledReport Compile(ReportFolder folder) => Compile(folder.ReadDefinition(), folder.ReadSource, folder.LookUpImage);

    internal static CompiledReport Compile(ReportDefinition definition, Func<string, SourceFile?> source, Func<string, ImageLookup> image)
    {
        var missing = new DiagnosticList(ReportDefinition.FileName);
        // Number 1: every text is there, read into blocks and items: the same content is read once.
        var texts = Gather(definition, source, missing);
        var cards = Cards(texts);
        // Number 2: one walk in reading order, in which the counters number headings, figures, tables and cards.
        var numberer = Number(definition, texts, cards);
        var resolver = new Resolver(numberer.Targets, texts.ToDictionary(text => text.File.Path), image);
        // Number 3: over all texts, references find what they name, and so its number.
        Resolve(texts, resolver);
        // Number 4: every number is in it: lists are read from it, and writers take it as a NumberedDocument.
        return new CompiledReport(
            definition,
            texts,
            numberer,
            resolver,
            [.. definition.Diagnostics.Concat(missing.InOrder()).OrderBy(diagnostic => diagnostic.Line)]
        );
    }

    private static List<NumberedText> Gather(ReportDefinition definition, Func<string, SourceFile?> source, DiagnosticList missing)
    {
        var texts = new List<NumberedText>();
        Add(ReportPart.Front, definition.FrontFiles);
        Add(ReportPart.Body, definition.BodyFiles);
        Add(ReportPart.Annex, definition.AnnexFiles);
        Add(ReportPart.Case, definition.CaseFiles);
        return texts;

        void Add(ReportPart part, IReadOnlyList<ListedFile> files)
        {
            foreach (var (path, line) in files)
            {
                if (source(path) is { } file)
                {
                    texts.Add(new NumberedText(part, file, texts.Count + 1));
                }
                else
                {
                    missing.Add(Messages.MissingFile(line, path));
                }
            }
        }
    }

    private static Dictionary<string, NumberedText> Cards(List<NumberedText> texts)
    {
        var cards = new Dictionary<string, NumberedText>();
        foreach (var card in texts.Where(text => text.Part == ReportPart.Case))
        {
            var id = card.CaseId;
            if (!Identifier.IsValid(id))
                card.Diagnostics.Add(Messages.BadId(1, id));
            if (cards.TryAdd(id, card))
                continue;
            card.HasTakenId = true;
            card.Diagnostics.Add(Messages.DuplicateCase(1, id, cards[id].File.Path));
        }

        return cards;
    }

    private static Numberer Number(ReportDefinition definition, List<NumberedText> texts, Dictionary<string, NumberedText> cards)
    {
        var numberer = new Numberer(definition, cards);
        foreach (var text in texts)
            Number(numberer, text);
        return numberer;
    }

    private static void Number(Numberer numberer, NumberedText text)
    {
        switch (text.Part)
        {
            case ReportPart.Front:
                numberer.Front(text);
                break;
            case ReportPart.Body:
                numberer.Body(text);
                break;
            case ReportPart.Annex:
                numberer.Annex(text);
                break;
            // The places come before the cards, so by now every card that has one is numbered.
            case ReportPart.Case when text.PlacedAt is null:
                numberer.Unplaced(text);
                break;
        }
    }

    private static void Resolve(List<NumberedText> texts, Resolver resolver)
    {
        var unplaced = new Dictionary<string, string>();
        foreach (var card in texts.Where(text => text is { Part: ReportPart.Case, PlacedAt: null }))
        {
            unplaced.TryAdd($"{Identifier.Case}:{card.CaseId}", card.File.Path);
            foreach (var id in card.Text.Items.Select(item => item.Id).OfType<string>())
                unplaced.TryAdd(id, card.File.Path);
        }

        foreach (var text in texts)
        {
            CheckShape(text);
            resolver.Check(text, unplaced);
        }
    }

    /// <summary>What is wrong with a file as a whole.</summary>
    private static void CheckShape(NumberedText text)
    {
        var isCard = text.Part == ReportPart.Case;
        if (text.Text is { Blocks.Count: 0, Diagnostics.Count: 0 })
        {
            text.Diagnostics.Add(Messages.EmptyFile);
        }
        else if (!isCard && text.Text.Blocks.Count > 0 && text.Text.Items.OfType<HeadingItem>().FirstOrDefault() is not { Level: 1 })
        {
            text.Diagnostics.Add(Messages.NoHeading(text.File.Path));
        }

        if (isCard)
            CheckCard(text);
        else if (text.File.FrontMatter is { IsEmpty: false })
            text.Diagnostics.Add(Messages.SettingsInSection);
    }

    private static void CheckCard(NumberedText text)
    {
        if (text.File.FrontMatter is null or { Title: null or "", Diagnostics.Count: 0 })
            text.Diagnostics.Add(Messages.CaseWithoutTitle(text.CaseId));
        if (text.PlacedAt is null && !text.HasTakenId)
            text.Diagnostics.Add(Messages.CaseNotPlaced(text.CaseId));
    }
}
