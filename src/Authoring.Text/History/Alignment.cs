using DiffPlex;

namespace Authoring.Text;

/// <summary>A stretch of pieces [FromA, ToA) that became [FromB, ToB).</summary>
internal readonly record struct Gap(int FromA, int ToA, int FromB, int ToB);

/// <summary>
/// Says which pieces of two texts differ. Few pieces are compared exactly (Myers, by DiffPlex: as few pieces as possible are in gaps). Of
/// many, those that
/// occur once on either side hold the texts together (patience diff, Bram Cohen), and what lies between them is compared by itself: the
/// cost grows with the length and not with its square.
/// </summary>
internal static class Alignment
{
    /// <summary>Beyond this product of the numbers of pieces an exact comparison is not tried.</summary>
    private const long MostExact = 1_000_000;
    private const int Deepest = 12;

    public static List<Gap> Of(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var gaps = new List<Gap>();
        Align(a, b, new Gap(0, a.Count, 0, b.Count), gaps, 0);
        return Joined(a, b, gaps);
    }

    /// <summary>
    /// Where text repeats itself, a deletion may stand at several places with the same result: <c>产[业与产]业</c> is <c>[产业与]产业</c>. It is
    /// moved to where it becomes
    /// one change with its neighbour; so is an insertion.
    /// </summary>
    private static List<Gap> Joined(IReadOnlyList<string> a, IReadOnlyList<string> b, List<Gap> gaps)
    {
        var joined = new List<Gap>(gaps.Count);
        foreach (var gap in gaps)
        {
            if (joined.Count > 0 && (MovedOn(a, b, joined[^1], gap) ?? MovedBack(a, b, joined[^1], gap)) is { } one)
                joined[^1] = one;
            else
                joined.Add(gap);
        }
        for (var i = 0; i < joined.Count; i++)
            joined[i] = AtBoundary(a, b, joined[i], i == 0 ? 0 : joined[i - 1].ToA, i + 1 < joined.Count ? joined[i + 1].FromA : a.Count);
        return joined;
    }

    /// <summary>
    /// Of the places where a deletion or an insertion may stand alike, the one behind a line end or, else, behind the end of a sentence: a
    /// paragraph that is new is shown as
    /// that paragraph, and not from the full stop before it to the one in it.
    /// </summary>
    private static Gap AtBoundary(IReadOnlyList<string> a, IReadOnlyList<string> b, Gap gap, int least, int most)
    {
        if (gap.FromA < gap.ToA && gap.FromB < gap.ToB)
            return gap;
        var (pieces, from, to) = gap.FromA < gap.ToA ? (a, gap.FromA, gap.ToA) : (b, gap.FromB, gap.ToB);
        var (back, on) = (0, 0);
        while (back < Math.Min(gap.FromA - least, FurthestMove) && pieces[from - back - 1] == pieces[to - back - 1])
            back++;
        while (on < Math.Min(most - gap.ToA, FurthestMove) && pieces[from + on] == pieces[to + on])
            on++;
        var (best, by) = (Boundary(pieces, from), 0);
        for (var move = on; move >= -back; move--)
            if (Boundary(pieces, from + move) is var found && found > best)
                (best, by) = (found, move);
        return new Gap(gap.FromA + by, gap.ToA + by, gap.FromB + by, gap.ToB + by);
    }

    private const int FurthestMove = 1_000;

    private static int Boundary(IReadOnlyList<string> pieces, int at) =>
        at == 0
            ? 0
            : pieces[at - 1][^1] switch
            {
                '\n' => 2,
                '。' or '！' or '？' or '；' => 1,
                _ => 0,
            };

    private static Gap? MovedOn(IReadOnlyList<string> a, IReadOnlyList<string> b, Gap gap, Gap next)
    {
        var distance = next.FromA - gap.ToA;
        return Repeats(a, gap.FromA, gap.ToA, distance) && Repeats(b, gap.FromB, gap.ToB, distance)
            ? new Gap(gap.FromA + distance, next.ToA, gap.FromB + distance, next.ToB)
            : null;
    }

    private static Gap? MovedBack(IReadOnlyList<string> a, IReadOnlyList<string> b, Gap previous, Gap gap)
    {
        var distance = gap.FromA - previous.ToA;
        return Repeats(a, previous.ToA, gap.ToA - distance, distance) && Repeats(b, previous.ToB, gap.ToB - distance, distance)
            ? new Gap(previous.FromA, gap.ToA - distance, previous.FromB, gap.ToB - distance)
            : null;
    }

    /// <summary>The stretch can be moved on by so many pieces, and the rest reads the same. An empty one always can.</summary>
    private static bool Repeats(IReadOnlyList<string> pieces, int from, int to, int distance)
    {
        if (from == to)
            return true;
        for (var i = 0; i < distance; i++)
            if (pieces[from + i] != pieces[to + i])
                return false;
        return true;
    }

    private static void Align(IReadOnlyList<string> a, IReadOnlyList<string> b, Gap within, List<Gap> gaps, int depth)
    {
        var (fromA, toA, fromB, toB) = within;
        while (fromA < toA && fromB < toB && a[fromA] == b[fromB])
            (fromA, fromB) = (fromA + 1, fromB + 1);
        while (fromA < toA && fromB < toB && a[toA - 1] == b[toB - 1])
            (toA, toB) = (toA - 1, toB - 1);
        if (fromA == toA && fromB == toB)
            return;
        var gap = new Gap(fromA, toA, fromB, toB);
        if (fromA == toA || fromB == toB)
            gaps.Add(gap);
        else if ((long)(toA - fromA) * (toB - fromB) <= MostExact && toA - fromA + toB - fromB < char.MaxValue)
            Exactly(a, b, gap, gaps);
        else
            Between(Anchors(a, b, gap), a, b, gap, gaps, depth);
    }

    private static void Exactly(IReadOnlyList<string> a, IReadOnlyList<string> b, Gap gap, List<Gap> gaps)
    {
        // DiffPlex wants texts and cuts them itself: a sign for each piece, so that it need not.
        var signs = new Dictionary<string, char>(StringComparer.Ordinal);
        var (one, other) = (Signs(a, gap.FromA, gap.ToA), Signs(b, gap.FromB, gap.ToB));
        foreach (var block in new Differ().CreateCustomDiffs(one, other, ignoreWhiteSpace: false, EverySign).DiffBlocks)
            gaps.Add(
                new Gap(
                    gap.FromA + block.DeleteStartA,
                    gap.FromA + block.DeleteStartA + block.DeleteCountA,
                    gap.FromB + block.InsertStartB,
                    gap.FromB + block.InsertStartB + block.InsertCountB
                )
            );

        string Signs(IReadOnlyList<string> pieces, int from, int to) =>
            string.Create(
                to - from,
                pieces,
                (target, source) =>
                {
                    for (var i = 0; i < target.Length; i++)
                    {
                        if (!signs.TryGetValue(source[from + i], out var sign))
                            signs.Add(source[from + i], sign = (char)signs.Count);
                        target[i] = sign;
                    }
                }
            );
    }

    private static void Between(
        List<(int A, int B)> anchors,
        IReadOnlyList<string> a,
        IReadOnlyList<string> b,
        Gap gap,
        List<Gap> gaps,
        int depth
    )
    {
        // Nothing holds them together, or only a thread: it is another text there.
        if (anchors.Count == 0 || depth == Deepest)
        {
            gaps.Add(gap);
            return;
        }
        var (fromA, fromB) = (gap.FromA, gap.FromB);
        foreach (var (atA, atB) in anchors)
        {
            Align(a, b, new Gap(fromA, atA, fromB, atB), gaps, depth + 1);
            (fromA, fromB) = (atA + 1, atB + 1);
        }
        Align(a, b, new Gap(fromA, gap.ToA, fromB, gap.ToB), gaps, depth + 1);
    }

    /// <summary>Pieces that occur once on either side, as many as stand in the same order on both.</summary>
    private static List<(int A, int B)> Anchors(IReadOnlyList<string> a, IReadOnlyList<string> b, Gap gap)
    {
        var places = new Dictionary<string, (int A, int B)>(StringComparer.Ordinal);
        const int none = -1,
            several = -2;
        for (var i = gap.FromA; i < gap.ToA; i++)
            places[a[i]] = (places.ContainsKey(a[i]) ? several : i, none);
        for (var i = gap.FromB; i < gap.ToB; i++)
            if (places.TryGetValue(b[i], out var place))
                places[b[i]] = (place.A, place.B == none ? i : several);
        return LongestAscending([.. places.Values.Where(place => place is { A: >= 0, B: >= 0 }).OrderBy(place => place.A)]);
    }

    /// <summary>The longest of the chains that ascend in both, found with piles as in patience: O(n log n).</summary>
    private static List<(int A, int B)> LongestAscending(List<(int A, int B)> pairs)
    {
        var (tops, before) = (new List<int>(), new int[pairs.Count]);
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, tops.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (pairs[tops[middle]].B < pairs[i].B)
                    low = middle + 1;
                else
                    high = middle;
            }
            before[i] = low == 0 ? -1 : tops[low - 1];
            if (low == tops.Count)
                tops.Add(i);
            else
                tops[low] = i;
        }
        var chain = new List<(int A, int B)>();
        for (var i = tops.Count == 0 ? -1 : tops[^1]; i >= 0; i = before[i])
            chain.Add(pairs[i]);
        chain.Reverse();
        return chain;
    }

    private static string[] EverySign(string text) => [.. text.Select(sign => sign.ToString())];
}
