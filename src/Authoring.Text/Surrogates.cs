namespace Authoring.Text;

internal static class Surrogates
{
    /// <summary>Index of the first half of a surrogate pair that stands alone, or -1.</summary>
    internal static int IndexOfLone(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var found = text[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (found < 0)
                return -1;
            at += found;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return at;
            at += 2;
        }
    }
}
