namespace Authoring.Text;

/// <summary>Characters that one update put into a text. Version 0: they stood there from the beginning, and nobody wrote them.</summary>
public readonly record struct WrittenRange(int From, int To, int Version);

/// <summary>
/// Which update put each character of a text there. Follows the log from the text as seeded, one update at a time; each costs what it
/// changes,
/// and a little for each thousand characters of the text. Not to be used by several threads at once.
/// <code>
///   seeded  一段文字           0000
///   1       一段好文字         00100
///   2       段好文字           0100      what is deleted moves the rest and changes nobody's
///   3       一段好文字         00100     what is put back as it was stays whose it was
/// </code>
/// </summary>
/// <remarks>
/// A log does not say that something was put back; it is known by its words (<see cref="RemovedText"/>): what stood at the same place and
/// was deleted lately, as undo
/// brings it back; and eight characters or more that were deleted together anywhere, as moving a paragraph and restoring a version bring
/// them back.
/// </remarks>
public sealed class Authorship
{
    private readonly VersionStrip strip;
    private readonly RemovedText removed = new();

    public Authorship(Rope seeded)
    {
        ArgumentNullException.ThrowIfNull(seeded);
        strip = new VersionStrip(seeded);
    }

    /// <summary>How many updates it has followed.</summary>
    public int Version { get; private set; }

    /// <summary>Of the text at this version, in UTF-16 code units.</summary>
    public int Length => strip.Length;

    /// <summary>Takes the next update of the log.</summary>
    public void Add(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Length != Length)
            throw new ChangeMismatchException("a text", changes.Length, Length);
        Version++;
        // First everything that goes, from the end: what one edit takes away another one of the same update may put back elsewhere.
        var edits = changes.Edits;
        for (var i = edits.Length - 1; i >= 0; i--)
            if (edits[i].From < edits[i].To)
                removed.Remember(edits[i].From, strip.Remove(edits[i].From, edits[i].To), Version);
        var (place, length) = (0, 0);
        for (var i = 0; i < edits.Length; i++)
        {
            place += edits[i].From - (i == 0 ? 0 : edits[i - 1].To) + length;
            // Edits that touch insert at one place, and are one insertion.
            var insert = edits[i].Insert;
            while (i + 1 < edits.Length && edits[i + 1].From == edits[i].To)
                insert += edits[++i].Insert;
            length = insert.Length;
            if (length > 0)
                Insert(place, insert);
        }
    }

    private void Insert(int place, string text)
    {
        var versions = removed.PutBack(place, text, Version);
        if (versions is null)
            Array.Fill(versions = new int[text.Length], Version);
        strip.Insert(place, text, versions);
    }

    /// <summary>The text from its beginning to its end, without gaps; neighbours have different versions.</summary>
    public IEnumerable<WrittenRange> Ranges
    {
        get
        {
            var (from, to, version) = (0, 0, 0);
            foreach (var next in strip.Versions)
            {
                if (next != version)
                {
                    if (from < to)
                        yield return new WrittenRange(from, to, version);
                    (from, version) = (to, next);
                }
                to++;
            }
            if (from < to)
                yield return new WrittenRange(from, to, version);
        }
    }
}
