namespace Authoring.Web.Search;

/// <summary>
/// What somebody looks for: words with blanks between them, all of which must be there, in any order. Chinese is found by any of its
/// characters; letters and digits count alike whether they are wide or narrow, great or small.
/// </summary>
internal sealed class SearchQuery
{
    /// <summary>Longer ones are no words that anybody looks for.</summary>
    public const int Longest = 100;

    private const int MostWords = 8;
    private const int WideToNarrow = '！' - '!';

    private SearchQuery(string[] words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    public bool IsEmpty => Words.Count == 0;

    public static SearchQuery Of(string? typed) =>
        new([
            .. Plain(typed ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct()
                .Take(MostWords),
        ]);

    public bool Finds(params ReadOnlySpan<string?> texts)
    {
        var all = Plain(string.Join(' ', texts));
        return Words.All(word => all.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>What begins with the words comes before what only has them somewhere.</summary>
    public int RankOf(string title) =>
        Words.Count > 0 && Plain(title) is var plain && plain.StartsWith(Words[0], StringComparison.Ordinal) ? 0 : 1;

    private static string Plain(string text) =>
        string.Create(
            text.Length,
            text,
            static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = char.ToLowerInvariant(Narrow(from[i]));
            }
        );

    private static char Narrow(char c) =>
        c is >= '！' and <= '～' ? (char)(c - WideToNarrow)
        : c is '　' || char.IsWhiteSpace(c) ? ' '
        : c;
}
