namespace Authoring.Text;

/// <summary>
/// What was deleted from a text, as far as it may be put back: where it stood, for what was deleted lately; and longer pieces, wherever
/// they may be wanted.
/// All of it is bounded, however long the text lives.
/// </summary>
internal sealed class RemovedText
{
    /// <summary>So many places, and so many units at each, are remembered.</summary>
    private const int MostPlaces = 100,
        MostAtPlace = 2_000;

    /// <summary>From so many units on words are their own proof: nobody writes them again by chance.</summary>
    private const int Telling = 8;

    /// <summary>So many longer pieces are remembered, and so many units of them.</summary>
    private const int MostPieces = 500,
        MostInPieces = 100_000;

    /// <summary>How many updates back, of those that did something at one place.</summary>
    private const int Back = 8;

    private readonly record struct Unit(char Char, int Version, int Gone);

    private sealed record Place(List<Unit> Units)
    {
        public int At { get; set; }
        public int LastGone { get; set; }
    }

    private readonly List<Place> places = []; // by where they are
    private readonly Queue<(string Text, int[] Versions)> pieces = new();
    private int inPieces;

    /// <summary>Something that stood from <paramref name="from"/> on was deleted at version <paramref name="gone"/>.</summary>
    public void Remember(int from, (string Text, int[] Versions) what, int gone)
    {
        var (to, length) = (from + what.Text.Length, what.Text.Length);
        KeepPiece(what);
        var units = new List<Unit>(length);
        var (first, at) = (places.FindIndex(place => place.At >= from), 0);
        if (first < 0)
            first = places.Count;
        // Whatever was deleted beside or within it before stands among it, in the order of the text.
        while (first < places.Count && places[first].At <= to)
        {
            AddUpTo(places[first].At - from);
            units.AddRange(places[first].Units);
            places.RemoveAt(first);
        }
        AddUpTo(length);
        for (var i = first; i < places.Count; i++)
            places[i].At -= length;
        places.Insert(first, new Place(Newest(units)) { At = from, LastGone = gone });
        if (places.Count > MostPlaces)
            places.Remove(places.MinBy(place => place.LastGone)!);

        void AddUpTo(int end)
        {
            // One deletion of more than is kept at a place is known by its words.
            for (; at < end && length <= MostAtPlace; at++)
                units.Add(new Unit(what.Text[at], what.Versions[at], gone));
        }
    }

    /// <summary>The versions that a text has which is inserted at a place, if it is put back; null: it is new.</summary>
    public int[]? PutBack(int at, string text, int version)
    {
        var index = places.FindIndex(place => place.At >= at);
        var here = index >= 0 && places[index].At == at ? places[index] : null;
        for (
            var i =
                index < 0 ? places.Count
                : here is null ? index
                : index + 1;
            i < places.Count;
            i++
        )
            places[i].At += text.Length;
        return (here is null ? null : FromPlace(here, index, text, version)) ?? (text.Length < Telling ? null : FromPieces(text, version));
    }

    /// <summary>
    /// What stood here before one of the last updates that did anything here, as undo brings it back; or what one of them alone took away,
    /// when others
    /// have deleted here since.
    /// </summary>
    private int[]? FromPlace(Place here, int index, string text, int version)
    {
        var events = here
            .Units.SelectMany(unit => new[] { unit.Version, unit.Gone })
            .Append(version)
            .Distinct()
            .OrderDescending()
            .Take(Back)
            .ToList();
        for (var i = 0; i < events.Count; i++)
        {
            var at = events[i];
            if (Take(here, index, text, unit => unit.Version < at && unit.Gone >= at) is { } stood)
                return stood;
            // One character of many that were deleted one by one comes again by chance.
            if ((text.Length > 1 || i <= 1) && Take(here, index, text, unit => unit.Gone == at) is { } taken)
                return taken;
        }
        return null;
    }

    /// <summary>The chosen ones of what was deleted here, if they read so; they are not deleted any more.</summary>
    private int[]? Take(Place here, int index, string text, Func<Unit, bool> isMeant)
    {
        var (versions, found, last) = (new int[text.Length], 0, 0);
        for (var i = 0; i < here.Units.Count; i++)
        {
            if (!isMeant(here.Units[i]))
                continue;
            if (found == text.Length || here.Units[i].Char != text[found])
                return null;
            versions[found++] = here.Units[i].Version;
            last = i;
        }
        if (found < text.Length)
            return null;
        var behind = here.Units.GetRange(last + 1, here.Units.Count - last - 1);
        here.Units.RemoveRange(last + 1, behind.Count);
        here.Units.RemoveAll(unit => isMeant(unit));
        if (behind.Count > 0)
            places.Insert(index + 1, new Place(behind) { At = here.At + text.Length, LastGone = here.LastGone });
        if (here.Units.Count == 0)
            places.RemoveAt(index);
        return versions;
    }

    /// <summary>Put back is a part of a longer piece, or several such pieces with something new between them.</summary>
    private int[]? FromPieces(string text, int version)
    {
        int[]? versions = null;
        foreach (var (words, known) in pieces.Reverse())
        {
            if (words.IndexOf(text, StringComparison.Ordinal) is var within and >= 0)
                return known[within..(within + text.Length)];
            if (words.Length > text.Length || text.IndexOf(words, StringComparison.Ordinal) is not (>= 0 and var at))
                continue;
            if (versions is null)
                Array.Fill(versions = new int[text.Length], version);
            if (!versions.AsSpan(at, words.Length).ContainsAnyExcept(version))
                known.CopyTo(versions, at);
        }
        return versions;
    }

    private void KeepPiece((string Text, int[] Versions) what)
    {
        if (what.Text.Length is < Telling or > MostInPieces)
            return;
        pieces.Enqueue(what);
        inPieces += what.Text.Length;
        while (inPieces > MostInPieces || pieces.Count > MostPieces)
            inPieces -= pieces.Dequeue().Text.Length;
    }

    private static List<Unit> Newest(List<Unit> units)
    {
        if (units.Count <= MostAtPlace)
            return units;
        var oldest = units.Select(unit => unit.Gone).OrderDescending().ElementAt(MostAtPlace);
        units.RemoveAll(unit => unit.Gone <= oldest);
        return units;
    }
}
