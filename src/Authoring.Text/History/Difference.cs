namespace Authoring.Text;

/// <summary>
/// What changed from one text to another, as people read it: lines are compared first, then the sentences of those that differ, then their
/// characters, words
/// and numbers; tables cell by cell. A pure function.
/// <code>
///   Between(a, b).Apply(a)  =  b
///   Between(a, a)           =  nothing
/// </code>
/// No edit begins or ends with what is the same on both sides. A passage of which next to nothing stayed is one replacement.
/// </summary>
public static class Difference
{
    /// <summary>Below this length (UTF-16 code units) what stayed is shown however little it is.</summary>
    private const int ShortPassage = 12;

    /// <summary>Of a longer passage, this share at least must have stayed for its characters to be told apart.</summary>
    private const double LeastKept = 0.25;

    /// <summary>Beyond this product of two lengths sentences are kept together in any case.</summary>
    private const long MostByWords = 1_000_000;

    /// <returns>
    /// Applies to <paramref name="from"/>. Its edges are never inside a surrogate pair, a combined character, a word or a number.
    /// </returns>
    public static ChangeSet Between(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var found = new Found(from, to);
        Compare(found, Pieces.Of(from, 0, from.Length, Chunking.Lines), Pieces.Of(to, 0, to.Length, Chunking.Lines), Lines);
        return ChangeSet.Of(from.Length, found.Edits);
    }

    /// <inheritdoc cref="Between(string, string)"/>
    public static ChangeSet Between(Rope from, Rope to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return ReferenceEquals(from, to) ? ChangeSet.Empty(from.Length) : Between(from.ToString(), to.ToString());
    }

    private delegate void Finer(Found found, Pieces a, Pieces b);

    private static void Compare(Found found, Pieces a, Pieces b, Finer finer)
    {
        foreach (var gap in Alignment.Of(a.Texts, b.Texts))
        {
            var (left, right) = (a.Slice(gap.FromA, gap.ToA), b.Slice(gap.FromB, gap.ToB));
            if (left.Count == 0 || right.Count == 0)
                found.Replace(left, right);
            else
                finer(found, left, right);
        }
    }

    /// <summary>Lines that differ.</summary>
    private static void Lines(Found found, Pieces a, Pieces b)
    {
        if (TableRows.Pair(a.Texts, b.Texts) is not { } pairs)
        {
            Prose(found, a, b);
            return;
        }
        foreach (var gap in pairs)
        {
            var (left, right) = (a.Slice(gap.FromA, gap.ToA), b.Slice(gap.FromB, gap.ToB));
            if (left.Count == 0 || right.Count == 0)
                found.Replace(left, right);
            else
                Cells(found, left.Cut(found.From, Chunking.Sentences), right.Cut(found.To, Chunking.Sentences));
        }
    }

    /// <summary>
    /// By sentences and, where that is not too much, by words alone: among sentences that are alike the first may take one for another, and
    /// the second sees it.
    /// </summary>
    private static void Prose(Found found, Pieces a, Pieces b)
    {
        var (bySentences, byWords) = (found.Aside(), found.Aside());
        Compare(bySentences, a.Cut(found.From, Chunking.Sentences), b.Cut(found.To, Chunking.Sentences), Sentences);
        if ((long)a.Length * b.Length <= MostByWords)
            Words(byWords, a, b);
        found.Edits.AddRange(byWords.Edits.Count > 0 && byWords.Weight < bySentences.Weight ? byWords.Edits : bySentences.Edits);
    }

    /// <summary>The cells of one row.</summary>
    private static void Cells(Found found, Pieces a, Pieces b)
    {
        if (a.Count == b.Count)
            OneByOne(found, a, b);
        else
            Compare(found, a, b, Sentences);
    }

    /// <summary>Sentences or cells that differ.</summary>
    private static void Sentences(Found found, Pieces a, Pieces b)
    {
        if (a.Count == b.Count && a.Texts.Concat(b.Texts).All(TableRows.IsRow))
            OneByOne(found, a, b);
        else
            Words(found, a, b);
    }

    private static void OneByOne(Found found, Pieces a, Pieces b)
    {
        for (var i = 0; i < a.Count; i++)
            if (a.Texts[i] != b.Texts[i])
                Words(found, a.Slice(i, i + 1), b.Slice(i, i + 1));
    }

    private static void Words(Found found, Pieces a, Pieces b)
    {
        var (words, others) = (a.Cut(found.From, Chunking.Words), b.Cut(found.To, Chunking.Words));
        var gaps = Alignment.Of(words.Texts, others.Texts);
        var kept = a.Length - gaps.Sum(gap => words.Starts[gap.ToA] - words.Starts[gap.FromA]);
        var shorter = Math.Min(a.Length, b.Length);
        if (shorter >= ShortPassage && kept < shorter * LeastKept && gaps.Count > 1)
            gaps = [new Gap(gaps[0].FromA, gaps[^1].ToA, gaps[0].FromB, gaps[^1].ToB)];
        foreach (var gap in gaps)
            found.Replace(words.Slice(gap.FromA, gap.ToA), others.Slice(gap.FromB, gap.ToB));
    }

    private sealed class Found(string from, string to)
    {
        public string From { get; } = from;
        public string To { get; } = to;
        public List<Edit> Edits { get; } = [];

        /// <summary>How much there is to read: what is deleted and inserted, and a little for each place where one must look.</summary>
        public int Weight => Edits.Sum(edit => edit.To - edit.From + edit.Insert.Length + 3);

        public Found Aside() => new(From, To);

        public void Replace(Pieces a, Pieces b) => Edits.Add(new Edit(a.From, a.To, To[b.From..b.To]));
    }

    /// <summary>Pieces of a text that follow each other, and where each begins; one more place says where the last ends.</summary>
    private sealed record Pieces(ArraySegment<string> Texts, ArraySegment<int> Starts)
    {
        public int Count => Texts.Count;
        public int From => Starts[0];
        public int To => Starts[^1];
        public int Length => To - From;

        public static Pieces Of(string text, int from, int to, Chunking chunking)
        {
            var texts = chunking.Chunk(text[from..to]).ToArray();
            var starts = new int[texts.Length + 1];
            starts[0] = from;
            for (var i = 0; i < texts.Length; i++)
                starts[i + 1] = starts[i] + texts[i].Length;
            return new Pieces(texts, starts);
        }

        public Pieces Slice(int from, int to) => new(Texts[from..to], Starts[from..(to + 1)]);

        /// <summary>The same, in other pieces.</summary>
        public Pieces Cut(string text, Chunking chunking) => Of(text, From, To, chunking);
    }
}
