using Authoring.Compile.Diagnostics;
using Markdig.Syntax;

namespace Authoring.Compile.Reading;

/// <summary>The lines of a text as the parser counts them, from 0.</summary>
internal sealed class SourceLines(string text, IReadOnlyList<int> starts)
{
    /// <summary>Without its end; empty where there is none such.</summary>
    public ReadOnlySpan<char> this[int line]
    {
        get
        {
            if (line < 0 || line >= starts.Count)
                return [];
            var rest = text.AsSpan(starts[line]);
            var end = rest.IndexOfAny('\n', '\r');
            return end < 0 ? rest : rest[..end];
        }
    }

    /// <summary>The line of a position.</summary>
    public int LineOf(int position)
    {
        var (low, high) = (0, starts.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (starts[middle] <= position)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    public bool IsBlank(int line) => Blanks.IsBlank(this[line]);

    /// <summary>Where in its line words begin.</summary>
    public int Column(MarkdownObject words) => words.Span.Start - (words.Line >= 0 && words.Line < starts.Count ? starts[words.Line] : 0);

    /// <summary>A correction of what the parser found at these positions; null: they are not in this line.</summary>
    /// <param name="end">The last character's.</param>
    public Correction? Correct(int line, int start, int end, string instead)
    {
        if (line < 0 || line >= starts.Count)
            return null;
        var (from, to) = (start - starts[line], end + 1 - starts[line]);
        return from >= 0 && to >= from && to <= this[line].Length ? new Correction(from, to, instead) : null;
    }
}
