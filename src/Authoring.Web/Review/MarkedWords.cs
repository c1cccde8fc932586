using System.Text.Json;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Review;

/// <summary>An open comment, as it is shown below the text that is read.</summary>
public sealed record ReadThread(string Quote, string Text, string By, DateTimeOffset At, string Address);

/// <summary>Words that somebody has marked in a printed text: what his page says of them.</summary>
/// <param name="Path">Of the text in whose words he marked; a case card is one block of its section.</param>
/// <param name="Line">Where the block begins in which he marked first.</param>
/// <param name="Quote">As it is printed, without what is shown as removed.</param>
/// <param name="Before">The words of the block before them: the same may stand in it twice.</param>
public sealed record MarkedWords(string Path, int Line, string Quote, string Before)
{
    private const int Longest = 2_000; // UTF-16 code units

    /// <summary>What a page says; nothing is marked, or it says something else: null.</summary>
    public static MarkedWords? Read(string json)
    {
        if (json.Length is 0 or > 4 * Longest)
            return null;
        try
        {
            return
                JsonSerializer.Deserialize<MarkedWords>(json, JsonSerializerOptions.Web)
                    is { Path: not null, Quote: { Length: > 0 and <= Longest }, Before: not null } marked
                ? marked
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Where they stand in the text that people write in, in UTF-16 code units: its signs (<c>**</c>, <c>|</c>) and blanks are passed over.
    /// Where they are not found (a number, the title of something else), the line from which they were marked.
    /// </summary>
    public (int From, int To) PlaceIn(ProjectedText text)
    {
        var source = text.Tracked.Text.ToString();
        var start = StartOf(source, Line);
        var (plain, at) = Plain(source, start);
        var (before, quote) = (Plain(Before, 0).Words.Length, Plain(Quote, 0).Words);
        // The same words may stand there more than once: those are meant that have about as much before them.
        var found = -1;
        for (var next = Next(0); next >= 0 && quote.Length > 0; next = Next(next + 1))
            if (found < 0 || Math.Abs(next - before) < Math.Abs(found - before))
                found = next;
        if (found >= 0)
            return (at[found], at[found + quote.Length - 1] + 1);
        var end = source.IndexOf('\n', start);
        return (start, end < 0 ? source.Length : end);

        int Next(int after) => plain.IndexOf(quote, after, StringComparison.Ordinal);
    }

    private static int StartOf(string source, int line)
    {
        var start = 0;
        for (var i = 1; i < line && source.IndexOf('\n', start) is >= 0 and var end; i++)
            start = end + 1;
        return start;
    }

    /// <summary>Words alone, and where each character stands.</summary>
    private static (string Words, List<int> At) Plain(string source, int from)
    {
        var (words, at) = (new System.Text.StringBuilder(), new List<int>());
        for (var i = from; i < source.Length; i++)
            if (!char.IsWhiteSpace(source[i]) && !"*_`#>|[]\\~".Contains(source[i], StringComparison.Ordinal))
            {
                words.Append(source[i]);
                at.Add(i);
            }
        return (words.ToString(), at);
    }
}
