using System.ComponentModel.DataAnnotations;
using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>
/// What is remembered of a suggestion beside the text: whose it is, and what became of it. Written with the update that began or ended it.
/// </summary>
internal sealed class SuggestionRecord
{
    public int DocumentId { get; set; }

    [MaxLength(100)]
    public required string SuggestionId { get; set; }

    /// <summary>Its author.</summary>
    public int PersonId { get; set; }

    /// <summary>When it was begun, in milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>At which version it left the text; null: it is pending.</summary>
    public int? EndedVersion { get; set; }
    public long? EndedAt { get; set; }
    public int? EndedBy { get; set; }

    /// <summary>Null when it ended because its text was edited away.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>The reason that was given.</summary>
    public string? Reason { get; set; }

    /// <summary>How its text began when it ended.</summary>
    public string? Inserted { get; set; }
    public string? Deleted { get; set; }
}

/// <summary>A suggestion began or ended with an update.</summary>
/// <param name="IsEnd">It is pending no more.</param>
/// <param name="Inserted">What it would have inserted, shortened.</param>
internal sealed record SuggestionFate(
    string Id,
    string By,
    long At,
    bool IsEnd,
    Outcome? Outcome = null,
    string? Reason = null,
    string? Inserted = null,
    string? Deleted = null
)
{
    private const int Longest = 200; // UTF-16 code units

    /// <summary>What an update did to suggestions as a whole. Costs nothing where nothing can have begun or ended.</summary>
    public static IReadOnlyList<SuggestionFate> Of(TrackedText before, TrackedText after, Marking marking)
    {
        if (marking.IsEmpty && before.Marks.Count == after.Marks.Count)
            return [];
        var (known, now) = (
            before.Marks.Select(s => s.Id).ToHashSet(StringComparer.Ordinal),
            after.Marks.Select(s => s.Id).ToHashSet(StringComparer.Ordinal)
        );
        return
        [
            .. after.Marks.Where(s => !known.Contains(s.Id)).Select(s => new SuggestionFate(s.Id, s.By, s.At, IsEnd: false)),
            .. before
                .Marks.Where(s => !now.Contains(s.Id))
                .Select(s => Ended(before.Text, s, marking.FirstOrDefault(mark => mark.Id == s.Id))),
        ];
    }

    private static SuggestionFate Ended(Rope text, Suggestion suggestion, MarkChange? mark) =>
        new(
            suggestion.Id,
            suggestion.By,
            suggestion.At,
            IsEnd: true,
            mark?.Outcome,
            mark?.Reason,
            Beginning(text, suggestion.Insertions),
            Beginning(text, suggestion.Deletions)
        );

    private static string Beginning(Rope text, Ranges ranges)
    {
        var all = string.Concat(
            ranges
                .TakeWhile(range => range.From < ranges[0].From + Longest)
                .Select(range => text.Slice(range.From, Math.Min(range.To, range.From + Longest)))
        );
        return all.Length <= Longest ? all : all[..(char.IsHighSurrogate(all[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}
