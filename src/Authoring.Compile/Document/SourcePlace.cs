using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Document;

/// <summary>Where words stand in the file that was read.</summary>
internal static class SourcePlace
{
    /// <summary>The parser takes characters off the front of a literal and leaves its place: so many, at most.</summary>
    private const int MostTrimmed = 4;

    /// <summary>Of the first character; null: the words do not stand there as they are printed.</summary>
    /// <param name="offset">Of what was parsed, in the file.</param>
    public static int? Of(LiteralInline literal, string source, int offset)
    {
        var content = literal.Content.AsSpan();
        for (var trimmed = 0; trimmed <= MostTrimmed; trimmed++)
        {
            var start = literal.Span.Start + offset + trimmed;
            if (start >= 0 && start + content.Length <= source.Length && source.AsSpan(start).StartsWith(content, StringComparison.Ordinal))
                return start;
        }

        return null;
    }
}
