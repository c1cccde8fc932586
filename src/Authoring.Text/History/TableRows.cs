namespace Authoring.Text;

/// <summary>
/// Says which row of a table became which: rows are paired so that most cells stay, the first one, which names the row, counting twice. So
/// a figure that was put right is shown
/// as that figure, also beside a row that is new, and equal figures in other rows are no reason to take one row for another.
/// </summary>
internal static class TableRows
{
    /// <summary>Beyond this product of the numbers of rows they are compared like other lines.</summary>
    private const long MostPairs = 40_000;

    public static bool IsRow(string line) => line.Length > 0 && line[0] == '|';

    /// <summary>Pairs of rows, and stretches of rows on one side alone, in order; null: these are not rows, or too many.</summary>
    public static List<Gap>? Pair(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        if ((long)a.Count * b.Count > MostPairs || !a.All(IsRow) || !b.All(IsRow))
            return null;
        var (left, right) = (CellsOf(a), CellsOf(b));
        var best = Best(left, right);
        var pairs = new List<Gap>();
        for (int i = 0, j = 0; i < a.Count || j < b.Count; )
        {
            if (i < a.Count && j < b.Count && Paired(i, j))
                pairs.Add(new Gap(i, ++i, j, ++j));
            else if (j == b.Count || (i < a.Count && best[i, j] == best[i + 1, j]))
                pairs.Add(new Gap(i, ++i, j, j));
            else
                pairs.Add(new Gap(i, i, j, ++j));
        }
        return pairs;

        // As many rows on either side, and nothing says otherwise: one became the other.
        bool Paired(int i, int j) =>
            best[i, j] == Same(left[i], right[j]) + best[i + 1, j + 1] && (Same(left[i], right[j]) > 0 || a.Count - i == b.Count - j);
    }

    /// <summary>[i, j]: of the rows from i and from j on; the classic alignment of two sequences (Needleman and Wunsch).</summary>
    private static int[,] Best(List<IReadOnlyList<string>> left, List<IReadOnlyList<string>> right)
    {
        var best = new int[left.Count + 1, right.Count + 1];
        for (var i = left.Count - 1; i >= 0; i--)
        for (var j = right.Count - 1; j >= 0; j--)
            best[i, j] = Math.Max(Same(left[i], right[j]) + best[i + 1, j + 1], Math.Max(best[i + 1, j], best[i, j + 1]));
        return best;
    }

    private static List<IReadOnlyList<string>> CellsOf(IReadOnlyList<string> rows) =>
        [.. rows.Select(row => Chunking.Sentences.Chunk(row))];

    private static int Same(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var same = 0;
        // The last bar and the line end are no cells.
        for (var i = 0; i < Math.Min(a.Count, b.Count) && a[i].Length > 1; i++)
            if (a[i] == b[i])
                same += i == 0 ? 2 : 1;
        return same;
    }
}
