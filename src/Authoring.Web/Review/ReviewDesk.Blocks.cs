using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Reports;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

internal enum BlockKind
{
    /// <summary>Suggestions are pending: nobody can say what would be signed.</summary>
    Suggestions,
    /// <summary>The compiler found errors: the printed document would have holes.</summary>
    Errors,
    /// <summary>A section is final only when the case cards in it are.</summary>
    Cards,
}

/// <summary>Something that must be put right before a text can be signed.</summary>
/// <param name="Titles">Of the cards.</param>
internal sealed record Block(BlockKind Kind, int Count, IReadOnlyList<string> Titles);

internal sealed partial class ReviewDesk
{
    private static List<Block> Blocks(Compilation compilation, string path, TrackedText text, IReadOnlyList<string> openCards)
    {
        var blocks = new List<Block>();
        if (!text.Marks.IsEmpty) blocks.Add(new Block(BlockKind.Suggestions, text.Marks.Count, []));
        var errors = compilation.Report.Diagnostics.Count(d => d.File == path && d.Severity == Severity.Error);
        if (errors > 0) blocks.Add(new Block(BlockKind.Errors, errors, []));
        if (openCards.Count > 0) blocks.Add(new Block(BlockKind.Cards, openCards.Count, openCards));
        return blocks;
    }

    /// <summary>The cards in a section that are not final yet, when the section would be.</summary>
    private static async Task<IReadOnlyList<string>> OpenCardsAsync(AuthoringDb db, Compilation compilation, DocumentPlace place, ReviewStep step)
    {
        if (step.Now.State != ReviewState.Final || place.Name.Kind != DocumentKind.Section) return [];
        var placed = compilation.Report.Cards().Where(card => card.Places.Any(p => p.Path == place.Path)).ToList();
        if (placed.Count == 0) return [];
        var final = await db.TextReviews.Where(r => r.State == ReviewState.Final).Join(db.Documents.Where(d => d.ReportId == place.ReportId), r => r.DocumentId, d => d.Id, (_, d) => d.Path).ToListAsync();
        return [.. placed.Where(card => !final.Contains(card.Path)).Select(card => card.Title)];
    }
}
