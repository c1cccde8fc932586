namespace Authoring.Text;

/// <summary>
/// A text of which each UTF-16 code unit knows the version that put it there; in pieces, so that a keystroke moves a thousand of them at
/// most.
/// </summary>
internal sealed class VersionStrip
{
    private const int Most = 1024,
        Fresh = Most * 3 / 4;

    private sealed class Piece
    {
        public readonly char[] Units = new char[Most];
        public readonly int[] Versions = new int[Most];
        public int Count;
    }

    private readonly List<Piece> pieces = [new()];

    public VersionStrip(Rope text)
    {
        foreach (var chunk in text.Chunks)
            Insert(Length, chunk.Span, new int[chunk.Length]);
    }

    public int Length { get; private set; }

    public IEnumerable<int> Versions
    {
        get
        {
            foreach (var piece in pieces)
                for (var i = 0; i < piece.Count; i++)
                    yield return piece.Versions[i];
        }
    }

    /// <summary>Takes out [from, to), and gives what was there.</summary>
    public (string Text, int[] Versions) Remove(int from, int to)
    {
        var (units, versions) = (new char[to - from], new int[to - from]);
        var (index, at) = Find(from);
        for (var taken = 0; taken < units.Length; )
        {
            var piece = pieces[index];
            var count = Math.Min(piece.Count - at, units.Length - taken);
            piece.Units.AsSpan(at, count).CopyTo(units.AsSpan(taken));
            piece.Versions.AsSpan(at, count).CopyTo(versions.AsSpan(taken));
            piece.Units.AsSpan(at + count, piece.Count - at - count).CopyTo(piece.Units.AsSpan(at));
            piece.Versions.AsSpan(at + count, piece.Count - at - count).CopyTo(piece.Versions.AsSpan(at));
            piece.Count -= count;
            taken += count;
            if (piece.Count == 0 && pieces.Count > 1)
                pieces.RemoveAt(index);
            else
                index++;
            at = 0;
        }
        Length -= units.Length;
        return (new string(units), versions);
    }

    public void Insert(int place, ReadOnlySpan<char> text, ReadOnlySpan<int> versions)
    {
        var (index, at) = Find(place);
        Length += text.Length;
        if (pieces[index].Count + text.Length > Most && at < pieces[index].Count)
            Split(index, at);
        while (text.Length > 0)
        {
            var room = (pieces[index].Count + text.Length <= Most ? Most : Fresh) - pieces[index].Count;
            var count = Math.Min(text.Length, room);
            if (count <= 0)
            {
                pieces.Insert(++index, new Piece());
                at = 0;
                continue;
            }
            Put(pieces[index], at, text[..count], versions[..count]);
            at += count;
            text = text[count..];
            versions = versions[count..];
        }
    }

    private static void Put(Piece piece, int at, ReadOnlySpan<char> text, ReadOnlySpan<int> versions)
    {
        piece.Units.AsSpan(at, piece.Count - at).CopyTo(piece.Units.AsSpan(at + text.Length));
        piece.Versions.AsSpan(at, piece.Count - at).CopyTo(piece.Versions.AsSpan(at + text.Length));
        text.CopyTo(piece.Units.AsSpan(at));
        versions.CopyTo(piece.Versions.AsSpan(at));
        piece.Count += text.Length;
    }

    private void Split(int index, int at)
    {
        var (piece, rest) = (pieces[index], new Piece());
        Put(rest, 0, piece.Units.AsSpan(at, piece.Count - at), piece.Versions.AsSpan(at, piece.Count - at));
        piece.Count = at;
        pieces.Insert(index + 1, rest);
    }

    /// <summary>The piece in which a place lies, at its end rather than at the beginning of the next.</summary>
    private (int Index, int At) Find(int place)
    {
        for (var i = 0; ; i++)
        {
            if (place <= pieces[i].Count)
                return (i, place);
            place -= pieces[i].Count;
        }
    }
}
