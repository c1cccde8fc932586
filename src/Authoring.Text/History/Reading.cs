namespace Authoring.Text;

public enum PieceKind
{
    Kept,
    Deleted,
    Inserted,
}

/// <summary>Text that stayed, went or came; a line end is shown by where the line ends and is not in it.</summary>
public readonly record struct Piece(PieceKind Kind, string Text);

/// <summary>
/// A line of a difference. Side by side it has an old and a new half, of which one may be missing; inline it has the first alone, with
/// everything in it.
/// </summary>
/// <param name="OldLine">Which line of the old text it is, from 1; null: it is none.</param>
/// <param name="NewLine">Likewise of the new text.</param>
public sealed record DifferenceLine(IReadOnlyList<Piece>? Left, IReadOnlyList<Piece>? Right, int? OldLine, int? NewLine, bool IsChanged);

/// <summary>
/// Lines that follow each other. Those far from any change are folded away, and only counted, until somebody wants to see them.
/// </summary>
public sealed record DifferencePart(IReadOnlyList<DifferenceLine> Lines, bool IsFolded);

/// <summary>Lays a <see cref="Difference"/> out in lines, as it is read on a page.</summary>
public static class Reading
{
    /// <summary>Everything in one column: what went is struck through where it stood.</summary>
    /// <param name="from">The text that <paramref name="change"/> applies to.</param>
    public static IReadOnlyList<DifferenceLine> Inline(string from, ChangeSet change)
    {
        var (lines, now) = (new List<DifferenceLine>(), new List<Piece>());
        var (oldLine, newLine, changed) = (1, 1, false);
        foreach (var (kind, text, ends) in Parts(from, change))
        {
            if (text.Length > 0)
                now.Add(new Piece(kind, text));
            changed |= kind != PieceKind.Kept;
            if (!ends)
                continue;
            // A line end that came or went alone would not be seen.
            if (kind != PieceKind.Kept)
                now.Add(new Piece(kind, "↵"));
            End(kind);
        }
        if (now.Count > 0)
            End(PieceKind.Kept);
        return lines;

        void End(PieceKind kind)
        {
            var (isOld, isNew) = (
                now.Exists(p => p.Kind != PieceKind.Inserted) || (kind != PieceKind.Inserted && now.Count == 0),
                now.Exists(p => p.Kind != PieceKind.Deleted) || (kind != PieceKind.Deleted && now.Count == 0)
            );
            lines.Add(new DifferenceLine([.. now], null, isOld ? oldLine : null, isNew ? newLine : null, changed));
            now.Clear();
            changed = false;
            if (kind != PieceKind.Inserted)
                oldLine++;
            if (kind != PieceKind.Deleted)
                newLine++;
        }
    }

    /// <summary>The old text on the left, the new one on the right; lines that stayed stand beside each other.</summary>
    /// <inheritdoc cref="Inline"/>
    public static IReadOnlyList<DifferenceLine> SideBySide(string from, ChangeSet change)
    {
        var (left, right, lines) = (new Side(PieceKind.Inserted), new Side(PieceKind.Deleted), new List<DifferenceLine>());
        foreach (var (kind, text, ends) in Parts(from, change))
        {
            left.Take(kind, text, ends);
            right.Take(kind, text, ends);
            // Where whole lines came or went, the other side waits for the next line that both have.
            if (ends && (kind == PieceKind.Kept || left.IsAtLineStart(kind) || right.IsAtLineStart(kind)))
                Flush();
        }
        left.End();
        right.End();
        Flush();
        return lines;

        void Flush()
        {
            for (var i = 0; i < Math.Max(left.Ready.Count, right.Ready.Count); i++)
            {
                var (one, other) = (left.Line(i), right.Line(i));
                var isChanged = (one?.IsChanged ?? true) || (other?.IsChanged ?? true);
                lines.Add(new DifferenceLine(one?.Pieces, other?.Pieces, one?.Number, other?.Number, isChanged));
            }
            left.Ready.Clear();
            right.Ready.Clear();
        }
    }

    /// <summary>
    /// Folds what is further than <paramref name="around"/> lines from every change, where that is more than a line or two.
    /// </summary>
    public static IReadOnlyList<DifferencePart> Fold(IReadOnlyList<DifferenceLine> lines, int around = 2)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].IsChanged)
                for (var j = Math.Max(0, i - around); j <= Math.Min(lines.Count - 1, i + around); j++)
                    near[j] = true;
        var parts = new List<DifferencePart>();
        for (int from = 0, to; from < lines.Count; from = to)
        {
            for (to = from + 1; to < lines.Count && near[to] == near[from]; )
                to++;
            parts.Add(new DifferencePart([.. lines.Skip(from).Take(to - from)], !near[from] && to - from > 2));
        }
        return parts;
    }

    /// <summary>What stayed, went and came, cut at line ends.</summary>
    private static IEnumerable<(PieceKind Kind, string Text, bool EndsLine)> Parts(string from, ChangeSet change)
    {
        var at = 0;
        foreach (var span in change.Spans)
        {
            foreach (var part in Cut(PieceKind.Kept, from[at..span.From]))
                yield return part;
            foreach (var part in Cut(PieceKind.Deleted, from[span.From..span.To]))
                yield return part;
            foreach (var part in Cut(PieceKind.Inserted, span.Inserted))
                yield return part;
            at = span.To;
        }
        foreach (var part in Cut(PieceKind.Kept, from[at..]))
            yield return part;
    }

    private static IEnumerable<(PieceKind Kind, string Text, bool EndsLine)> Cut(PieceKind kind, string text)
    {
        foreach (var line in Chunking.Lines.Chunk(text))
        {
            var ends = line[^1] == '\n';
            yield return (kind, ends ? line[..^1] : line, ends);
        }
    }

    /// <summary>The lines of one of the two texts, as they come.</summary>
    private sealed class Side(PieceKind others)
    {
        private readonly List<Piece> pieces = [];
        private int number = 1;
        private bool isChanged,
            isBegun;

        public List<(IReadOnlyList<Piece> Pieces, int Number, bool IsChanged)> Ready { get; } = [];

        public (IReadOnlyList<Piece> Pieces, int Number, bool IsChanged)? Line(int index) => index < Ready.Count ? Ready[index] : null;

        /// <summary>
        /// Nothing of a line is here yet, nor any that waits: a line that is the other side's alone has nothing beside it.
        /// </summary>
        public bool IsAtLineStart(PieceKind kind) => kind == others && !isBegun && Ready.Count == 0;

        public void Take(PieceKind kind, string text, bool ends)
        {
            if (kind == others)
            {
                if (isBegun || text.Length > 0)
                    isChanged |= isBegun;
                return;
            }
            isBegun = true;
            isChanged |= kind != PieceKind.Kept;
            if (text.Length > 0)
                pieces.Add(new Piece(kind, text));
            if (ends)
                End();
        }

        public void End()
        {
            if (!isBegun)
                return;
            Ready.Add(([.. pieces], number++, isChanged));
            pieces.Clear();
            (isChanged, isBegun) = (false, false);
        }
    }
}
