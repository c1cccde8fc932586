namespace Authoring.Text;

/// <summary>
/// How often a phrase stands in a text, followed through the text's updates: each costs what it changes, not the whole text.
/// Every place at which the phrase begins counts, so that 哈哈 stands twice in 哈哈哈; letters as they are, upper and lower case apart.
/// </summary>
public sealed class PhraseCount
{
    private readonly string phrase;

    /// <param name="text">The text in which counting begins.</param>
    /// <param name="phrase">One UTF-16 code unit at least.</param>
    public PhraseCount(Rope text, string phrase)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(phrase);
        (Text, this.phrase) = (text, phrase);
        Count = In(text.ToString());
    }

    public Rope Text { get; private set; }
    public int Count { get; private set; }

    /// <summary>Takes the next update; returns how much more, or less, often the phrase stands there now.</summary>
    public int Add(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Length != Text.Length)
            throw new ChangeMismatchException("a text", changes.Length, Text.Length);
        var before = Count;
        var edits = changes.Edits;
        for (var i = edits.Length - 1; i >= 0; i--)
        {
            var (from, end) = (edits[i].From, edits[i].From + edits[i].Insert.Length);
            Count -= Around(from, edits[i].To);
            Text = Text.Replace(from, edits[i].To, edits[i].Insert);
            Count += Around(from, end);
        }
        return Count - before;
    }

    /// <summary>Where a change can make or break the phrase: within it, and as far around it as the phrase reaches.</summary>
    private int Around(int from, int to) =>
        In(Text.Slice(Math.Max(0, from - phrase.Length + 1), Math.Min(Text.Length, to + phrase.Length - 1)));

    private int In(string part)
    {
        var count = 0;
        for (var at = part.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = part.IndexOf(phrase, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }
}
