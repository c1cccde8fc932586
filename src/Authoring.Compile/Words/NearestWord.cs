namespace Authoring.Compile.Words;

/// <summary>What somebody may have meant who wrote a word that is none.</summary>
internal static class NearestWord
{
    /// <summary>The known word that differs least, where one is near enough to be meant.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        const int longest = 64; // UTF-16 code units; the work is quadratic in them
        if (written.Length > longest)
            return null;
        string? nearest = null;
        var least = Math.Max(2, written.Length / 3) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - written.Length) >= least)
                continue;
            var distance = Distance(written, candidate);
            if (distance >= least)
                continue;
            least = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>How many letters must be put in, left out or exchanged.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
