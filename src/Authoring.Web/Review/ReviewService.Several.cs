using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>One of the texts about which somebody does the same at once.</summary>
/// <param name="Hash">Of what his page showed of this very text.</param>
internal sealed record TextToAct(DocumentName Name, string? Hash);

/// <summary>What became of one of them.</summary>
internal sealed record ActedText(DocumentName Name, ReviewResult Result)
{
    public bool IsDone => Result.Refusal is null;
}

internal sealed partial class ReviewService
{
    /// <summary>So many texts are taken at once.</summary>
    public const int MostAtOnce = 500;

    /// <summary>
    /// Does the same about several texts of a report, each on its own: it is judged with its own rights, while it stands still, and bound
    /// to its own hash. One that is refused, or has become another text meanwhile, stays as it is; the others are done.
    /// Case cards come before the sections in which they stand, which are final only when their cards are.
    /// </summary>
    /// <param name="words">Said of all of them; its hash is that of none.</param>
    /// <returns>What became of each, in the order in which they stand in the report.</returns>
    public async Task<IReadOnlyList<ActedText>> ActOnAllAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        ReviewVerb verb,
        IReadOnlyCollection<TextToAct> texts,
        ReviewWords words
    )
    {
        if (texts.Count > MostAtOnce)
            throw Refusal.TooLarge($"at most {MostAtOnce} texts at once; these are {texts.Count}");
        var outline = (await report.CurrentAsync()).Report.Outline.DistinctBy(entry => entry.Path).ToList();
        var order = outline.Select((entry, index) => (entry.Path, index)).ToDictionary(e => e.Path, e => e.index, StringComparer.Ordinal);
        var paths = report.Documents.ToDictionary(text => text.Value, text => text.Key);
        var together = new ToldTogether(notices);
        var acted = new List<(int Order, ActedText Text)>();
        foreach (var text in texts.DistinctBy(text => text.Name).OrderBy(text => text.Name.Kind != DocumentKind.Case).ThenBy(OrderOf))
            acted.Add((OrderOf(text), new ActedText(text.Name, await ActOnOneAsync(caller, report, verb, text, words, together))));
        await together.TellAsync(await TitlesAsync(report, outline));
        return [.. acted.OrderBy(one => one.Order).Select(one => one.Text)];

        int OrderOf(TextToAct text) =>
            paths.TryGetValue(text.Name, out var path) ? order.GetValueOrDefault(path, int.MaxValue) : int.MaxValue;
    }

    private async Task<List<(int DocumentId, string Title)>> TitlesAsync(LiveReport report, IEnumerable<OutlineEntry> outline)
    {
        await using var db = await database.CreateDbContextAsync();
        var ids = await db.Documents.Where(d => d.ReportId == report.Id).ToDictionaryAsync(d => d.Path, d => d.Id);
        return
        [
            .. outline
                .Where(entry => ids.ContainsKey(entry.Path))
                .Select(entry => (ids[entry.Path], $"{entry.Number} {entry.Title}".Trim())),
        ];
    }

    private async Task<ReviewResult> ActOnOneAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        ReviewVerb verb,
        TextToAct text,
        ReviewWords words,
        ToldTogether together
    )
    {
        if (await sessions.FindAsync(text.Name) is not { } place || place.ReportId != report.Id)
            return ReviewResult.Refuse(ReviewRefusal.NotAllowed);
        // Who names no hash has seen nothing, and so it is another text than the one that he has seen.
        if (string.IsNullOrEmpty(text.Hash))
            return ReviewResult.Refuse(ReviewRefusal.Changed);
        return await ActAsync(caller, place, verb, words with { Hash = text.Hash, IsBound = true }, together);
    }
}
