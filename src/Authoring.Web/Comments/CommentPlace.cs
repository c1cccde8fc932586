using System.Globalization;
using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.Comments;

/// <summary>
/// Where a thread is in a text, and how it comes back to words that were taken away and put back: by undo, by cutting and pasting,
/// by restoring a version. It depends on the log alone, so it is the same for everybody and after every start.
/// <code>
///   deleted:   甲[现有]乙  →  甲‸乙            the place stays, collapsed
///   put back:  甲‸乙       →  甲[现有]乙       what is inserted at the place holds the words
///   moved:     甲‸乙丙     →  甲乙[现有]丙     what is inserted elsewhere holds what was taken away
/// </code>
/// It never goes to words that stood there before: a match must have come with the update.
/// </summary>
/// <param name="Quote">The words that it is about, as far as they are kept.</param>
/// <param name="Loss">How its words were taken away; null: they stand there, or it is longer ago than <see
/// cref="CommentLimits.MovedWithin"/>.</param>
internal sealed record CommentPlace(Anchor Anchor, string Quote, CommentLoss? Loss = null)
{
    /// <summary>How much around the words tells one place from another, in UTF-16 code units.</summary>
    public const int Around = 32;

    /// <summary>So many characters around the words are not the same by chance.</summary>
    private const int SureLikeness = 12;

    public static CommentPlace Of(Anchor anchor, string quote, CommentLimits limits) =>
        new(anchor, quote.Length > limits.QuoteLength - 1 && quote.EndsWith('…') ? quote[..^1] : quote);

    /// <summary>The place in the text that an update makes.</summary>
    public CommentPlace Map(LogEntry entry, Rope before, Rope after, CommentLimits limits)
    {
        var spans = entry.Changes.Spans.ToList();
        var isLate = Loss is { } loss && entry.At - loss.At > (long)limits.MovedWithin.TotalMilliseconds;
        var moved = this with { Anchor = Anchor.Map(entry.Changes), Loss = isLate ? null : Loss };
        if (moved.Anchor.Collapsed && !Anchor.Collapsed)
            moved = moved with { Loss = CommentLoss.Of(Anchor, entry, spans, before) };
        if (Quote.Length == 0 || spans.TrueForAll(span => span.Inserted.Length == 0))
            return moved;
        return moved.Found(entry, spans, after, limits) is { } found ? moved with { Anchor = found, Loss = null } : moved;
    }

    private Anchor? Found(LogEntry entry, List<Span> spans, Rope after, CommentLimits limits)
    {
        (int Likeness, int Distance, int From)? best = null;
        var here = Rewritten(spans);
        foreach (var span in spans.Where(span => span.Inserted.Length > 0))
        {
            var isHere = here.From <= span.NewFrom && span.NewTo <= here.To;
            if (!isHere && !Anchor.Collapsed)
                continue;
            var isMoved = isHere || HasMoved(entry, span, limits);
            foreach (var from in Matches(span, after))
            {
                if (!isHere && (from < span.NewFrom || from + Quote.Length > span.NewTo))
                    continue;
                if (!Anchor.Collapsed && !IsWiderAt(from))
                    continue;
                var likeness = Loss?.Likeness(after, from, from + Quote.Length) ?? 0;
                if (!isMoved && likeness < SureLikeness)
                    continue;
                var match = (likeness, -Math.Abs(from - Anchor.From), from);
                if (best is null || match.CompareTo(best.Value) > 0)
                    best = match;
            }
        }
        return best is { From: var found } ? Anchor.Within(found, found + Quote.Length) : null;
    }

    /// <summary>What an update has written anew at the place: one change, or several close together, as in restoring a version.</summary>
    private (int From, int To) Rewritten(List<Span> spans)
    {
        var at = spans.FindIndex(span => span.NewFrom <= Anchor.To && Anchor.From <= span.NewTo);
        if (at < 0)
            return (int.MaxValue, -1);
        var (first, last) = (at, at);
        while (first > 0 && spans[first].NewFrom - spans[first - 1].NewTo <= Around)
            first--;
        while (last + 1 < spans.Count && spans[last + 1].NewFrom - spans[last].NewTo <= Around)
            last++;
        return (spans[first].NewFrom, spans[last].NewTo);
    }

    /// <summary>A part of the words was taken away and has come back beside the rest.</summary>
    private bool IsWiderAt(int from) => from <= Anchor.From && from + Quote.Length >= Anchor.To && Quote.Length > Anchor.To - Anchor.From;

    /// <summary>Where the words stand that have come, wholly or in part, with this span.</summary>
    private IEnumerable<int> Matches(Span span, Rope after)
    {
        var start = Math.Max(0, span.NewFrom - Quote.Length + 1);
        var window = after.Slice(start, Math.Min(after.Length, span.NewTo + Quote.Length - 1));
        for (var at = 0; (at = window.IndexOf(Quote, at, StringComparison.Ordinal)) >= 0; at++)
        {
            yield return start + at;
            if (at + 1 >= window.Length)
                yield break;
        }
    }

    /// <summary>
    /// Elsewhere a few words may be typed by chance: they are the same if who took them away puts them there, soon, with all that went
    /// with them.
    /// </summary>
    private bool HasMoved(LogEntry entry, Span span, CommentLimits limits)
    {
        if (Quote.Length >= limits.SureQuote)
            return true;
        return Loss is { } loss && loss.By == entry.PersonId && loss.IsIn(span.Inserted);
    }
}

/// <summary>How the words of a comment were taken away.</summary>
/// <param name="By">A person's id.</param>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="Taken">What was taken away with them, near them, without white space.</param>
internal sealed record CommentLoss(int By, long At, string Taken, string Before, string After)
{
    public static CommentLoss Of(Anchor anchor, LogEntry entry, List<Span> spans, Rope before)
    {
        var taken = spans.Find(span => span.From <= anchor.From && anchor.From < span.To);
        var (start, end) = (Math.Max(0, anchor.From - CommentPlace.Around), Math.Min(before.Length, anchor.To + CommentPlace.Around));
        var from = Math.Max(taken.From, start);
        var words = before.Slice(from, Math.Max(from, Math.Min(taken.To, end)));
        return new CommentLoss(entry.PersonId, entry.At, Bare(words), before.Slice(start, anchor.From), before.Slice(anchor.To, end));
    }

    public bool IsIn(string inserted) => Bare(inserted).Contains(Taken, StringComparison.Ordinal);

    /// <summary>How many characters on either side are those that stood there.</summary>
    public int Likeness(Rope text, int from, int to)
    {
        var before = text.Slice(Math.Max(0, from - CommentPlace.Around), from);
        var after = text.Slice(to, Math.Min(text.Length, to + CommentPlace.Around));
        var likeness = 0;
        while (likeness < Math.Min(before.Length, Before.Length) && before[^(likeness + 1)] == Before[^(likeness + 1)])
            likeness++;
        return likeness + after.AsSpan().CommonPrefixLength(After);
    }

    private static string Bare(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format));
}
