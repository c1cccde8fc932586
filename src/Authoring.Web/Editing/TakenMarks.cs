using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>
/// What people have taken out of others' pending suggestions, by deciding or by deleting, and where it was. Who took something may put it
/// back as it was, where it was, in its order and once; nobody else may, and nothing else is anybody's to put into another's suggestion. An
/// immutable value, in coordinates of its text.
/// </summary>
internal sealed class TakenMarks
{
    /// <summary>Older ones are forgotten: what is put back then is suggested by whoever does it.</summary>
    private const int MostPieces = 200;
    private const int MostCharacters = 200_000;

    /// <param name="Id">The suggestion.</param>
    /// <param name="By">Who took it.</param>
    /// <param name="IsDeletion">It was to be deleted; otherwise it was inserted.</param>
    /// <param name="From">Where it was, with what was typed there since. When it was accepted, it stands there still.</param>
    private readonly record struct Piece(string Id, string By, bool IsDeletion, string Text, int From, int To);

    private readonly Piece[] pieces;

    private TakenMarks(Piece[] pieces) => this.pieces = pieces;

    public static TakenMarks None { get; } = new([]);

    /// <summary>The same after an update by <paramref name="by"/>, with what it took and without what it put back.</summary>
    public TakenMarks After(TrackedText before, TrackedChange change, TrackedText after, string by)
    {
        if (pieces.Length == 0 && before.Marks.IsEmpty)
            return this;
        var taken = Taken(before, change, after, by);
        var next = (taken.Count == 0 ? this : With(taken)).Map(change.Changes);
        if (next.pieces.Length == 0 || change.Marking.IsEmpty)
            return next;
        foreach (var mark in change.Marking)
        {
            var was = before.Marks.Find(mark.Id);
            var inserted = mark.Insert.Except(was?.Insertions.Map(change.Changes) ?? Ranges.Empty);
            var deleted = mark.Delete.Except(was?.Deletions.Map(change.Changes) ?? Ranges.Empty);
            (_, next) = next.PutBack(mark.Id, by, false, inserted, after.Text);
            (_, next) = next.PutBack(mark.Id, by, true, deleted, after.Text);
        }
        return next;
    }

    public TakenMarks Map(ChangeSet change) =>
        pieces.Length == 0 || change.IsEmpty
            ? this
            : new TakenMarks(
                Array.ConvertAll(
                    pieces,
                    piece => piece with { From = change.MapPosition(piece.From, -1), To = change.MapPosition(piece.To, 1) }
                )
            );

    /// <summary>Which of these characters a person puts back into a suggestion, and what is left to be put back then.</summary>
    public (Ranges Back, TakenMarks Left) PutBack(string id, string by, bool isDeletion, Ranges wanted, Rope text)
    {
        if (pieces.Length == 0 || wanted.IsEmpty)
            return (Ranges.Empty, this);
        var (back, rest) = (new List<TextRange>(), pieces.ToList());
        foreach (var range in wanted)
        {
            var words = text.Slice(range.From, range.To);
            var index = rest.FindIndex(piece =>
                piece.Id == id
                && piece.By == by
                && piece.IsDeletion == isDeletion
                && piece.From <= range.From
                && range.To <= piece.To
                && piece.Text.Contains(words, StringComparison.Ordinal)
            );
            if (index < 0)
                continue;
            var (whole, at) = (rest[index], rest[index].Text.IndexOf(words, StringComparison.Ordinal));
            rest.RemoveAt(index);
            if (at + words.Length < whole.Text.Length)
                rest.Insert(index, whole with { Text = whole.Text[(at + words.Length)..], From = range.To });
            if (at > 0)
                rest.Insert(index, whole with { Text = whole.Text[..at], To = range.From });
            back.Add(range);
        }
        return back.Count == 0 ? (Ranges.Empty, this) : (Ranges.Of(back), new TakenMarks([.. rest]));
    }

    /// <summary>In coordinates of the text before.</summary>
    private static List<Piece> Taken(TrackedText before, TrackedChange change, TrackedText after, string by)
    {
        var taken = new List<Piece>();
        var next = 0;
        ChangeSet? inverse = null;
        foreach (var suggestion in before.Marks)
        {
            // Both stand in the order in which they were begun.
            while (next < after.Marks.Count && IsBefore(after.Marks[next], suggestion))
                next++;
            var now = next < after.Marks.Count && after.Marks[next].Id == suggestion.Id ? after.Marks[next] : null;
            if (suggestion.By == by)
                continue;
            Add(false, suggestion.Insertions, now?.Insertions);
            Add(true, suggestion.Deletions, now?.Deletions);

            void Add(bool isDeletion, Ranges had, Ranges? has)
            {
                if (had.IsEmpty || (has is not null && change.Marking.IsEmpty && has.Length == had.Length))
                    return;
                inverse ??= change.Changes.Invert(before.Text);
                foreach (var (from, to) in had.Except((has ?? Ranges.Empty).Map(inverse)))
                    taken.Add(new Piece(suggestion.Id, by, isDeletion, before.Text.Slice(from, to), from, to));
            }
        }
        return taken;
    }

    private static bool IsBefore(Suggestion a, Suggestion b) => a.At != b.At ? a.At < b.At : string.CompareOrdinal(a.Id, b.Id) < 0;

    /// <summary>What was taken character by character is one piece, in its order.</summary>
    private TakenMarks With(List<Piece> taken)
    {
        var all = pieces.ToList();
        foreach (var one in taken)
        {
            var whole = one;
            for (var i = all.Count - 1; i >= 0; i--)
            {
                var other = all[i];
                if (other.Id != one.Id || other.By != one.By || other.IsDeletion != one.IsDeletion)
                    continue;
                if (other.To == whole.From)
                    whole = whole with { Text = other.Text + whole.Text, From = other.From };
                else if (other.From == whole.To)
                    whole = whole with { Text = whole.Text + other.Text, To = other.To };
                else
                    continue;
                all.RemoveAt(i);
            }
            all.Add(whole);
        }
        while (all.Count > MostPieces || all.Sum(piece => piece.Text.Length) > MostCharacters)
            all.RemoveAt(0);
        return new TakenMarks([.. all]);
    }
}
