using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

public enum BlockerKind
{
    /// <summary>Suggestions are pending: nobody can say what would be signed.</summary>
    Suggestions,

    /// <summary>The same in a text whose words are printed in this one: a case card, or what a reference prints the title of.</summary>
    SuggestionsElsewhere,

    /// <summary>The compiler found errors: the printed document would have holes.</summary>
    Errors,

    /// <summary>A section is final only when the case cards in it are.</summary>
    Cards,
}

/// <summary>Something that must be put right before a text can be signed.</summary>
/// <param name="Titles">Of the cards, or of the other texts.</param>
public sealed record Blocker(BlockerKind Kind, int Count, IReadOnlyList<string> Titles)
{
    /// <summary>For pages and programs; it does not change.</summary>
    public string Word =>
        Kind switch
        {
            BlockerKind.Suggestions => "suggestions",
            BlockerKind.SuggestionsElsewhere => "suggestions-elsewhere",
            BlockerKind.Errors => "errors",
            BlockerKind.Cards => "cards",
            _ => throw new ArgumentOutOfRangeException(Kind.ToString()),
        };
}

internal sealed partial class ReviewService
{
    private static List<Blocker> Blocks(Compilation compilation, string path, PrintedText printed, IReadOnlyList<string> openCards)
    {
        var blocks = new List<Blocker>();
        var own = MarksIn(path);
        if (own > 0)
            blocks.Add(new Blocker(BlockerKind.Suggestions, own, []));
        var cards = compilation
            .Report.Cards()
            .Where(card => card.Places.Any(place => place.Path == path))
            .Select(card => card.Path)
            .ToHashSet(StringComparer.Ordinal);
        // Of a text whose title alone is printed here only that matters.
        var elsewhere = printed
            .Sources.Where(source => MarksIn(source) > 0 && (cards.Contains(source) || (own == 0 && printed.HasSuggestions)))
            .ToList();
        if (elsewhere.Count > 0)
            blocks.Add(new Blocker(BlockerKind.SuggestionsElsewhere, elsewhere.Sum(MarksIn), [.. elsewhere.Select(TitleOf)]));
        else if (own == 0 && printed.HasSuggestions)
            blocks.Add(new Blocker(BlockerKind.SuggestionsElsewhere, 1, []));
        var errors = compilation.Report.Diagnostics.Count(d => d.File == path && d.Severity == Severity.Error);
        if (errors > 0)
            blocks.Add(new Blocker(BlockerKind.Errors, errors, []));
        if (openCards.Count > 0)
            blocks.Add(new Blocker(BlockerKind.Cards, openCards.Count, openCards));
        return blocks;

        int MarksIn(string text) => compilation.Texts.TryGetValue(text, out var found) ? found.Tracked.Marks.Count : 0;
        string TitleOf(string text) => compilation.Report.Outline.FirstOrDefault(entry => entry.Path == text)?.Title ?? text;
    }

    /// <summary>The cards in a section that are not final yet, when an act would make the section final.</summary>
    private static async Task<IReadOnlyList<string>> OpenCardsAsync(
        AuthoringDb db,
        Compilation compilation,
        DocumentPlace place,
        ReviewStep step
    ) => step.Now.State == ReviewState.Final ? await OpenCardsAsync(db, compilation, place) : [];

    /// <summary>The cards in a section that are not final.</summary>
    private static async Task<IReadOnlyList<string>> OpenCardsAsync(AuthoringDb db, Compilation compilation, DocumentPlace place)
    {
        if (place.Name.Kind != DocumentKind.Section)
            return [];
        var placed = compilation.Report.Cards().Where(card => card.Places.Any(p => p.Path == place.Path)).ToList();
        if (placed.Count == 0)
            return [];
        var final = await db
            .TextReviews.Where(r => r.State == ReviewState.Final)
            .Join(db.Documents.Where(d => d.ReportId == place.ReportId), r => r.DocumentId, d => d.Id, (_, d) => d.Path)
            .ToListAsync();
        return [.. placed.Where(card => !final.Contains(card.Path)).Select(card => card.Title)];
    }

    /// <summary>Comments on a text and on the case cards in it that nobody has settled.</summary>
    private static Task<int> OpenCommentsAsync(AuthoringDb db, Compilation compilation, DocumentPlace place)
    {
        var cards =
            place.Name.Kind != DocumentKind.Section
                ? []
                : compilation.Report.Cards().Where(card => card.Places.Any(p => p.Path == place.Path)).Select(card => card.Path).ToList();
        return db.CommentThreads.CountAsync(t =>
            !t.IsResolved
            && (t.DocumentId == place.DocumentId || (t.Document!.ReportId == place.ReportId && cards.Contains(t.Document.Path)))
        );
    }
}
