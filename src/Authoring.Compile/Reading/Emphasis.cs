using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>
/// Emphasis as Chinese text needs it, where no space stands between words and marks are part of what is emphasised: stars open unless a
/// blank follows, and close unless one stands
/// before (<c>**立德树人。**全年</c>). Underlines are part of names: between letters and Chinese characters they are nothing, unless the
/// emphasised words begin or end with a mark. One star that multiplies, or points to a note, is a star (<see cref="StarSign"/>;
/// <c>就业率*，</c>).
/// </summary>
internal sealed class EmphasisParser : EmphasisInlineParser
{
    /// <summary>Nobody emphasises from one of these on: one star before it points to a note.</summary>
    private const string Closing = "，。、；：！？）》】”’";

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var (mark, start) = (slice.CurrentChar, slice.Start);
        var before = processor.Inline is HtmlEntityInline { Transcoded: { IsEmpty: false } entity }
            ? entity[entity.End]
            : slice.PeekCharExtra(-1);
        for (var at = 2; Blanks.IsInvisible(before); at++)
            before = slice.PeekCharExtra(-at);
        if (before == mark && slice.PeekCharExtra(-2) != '\\')
            return false; // neither opens nor closes, as was seen before
        var count = 0;
        for (; slice.CurrentChar == mark; slice.SkipChar())
            count++;
        var after = slice.CurrentChar;
        for (var at = 1; Blanks.IsInvisible(after); at++)
            after = slice.PeekCharExtra(at);
        if (mark == '*' && count == 1 && StarSign.IsMatch(slice.Text.AsSpan(0, slice.End + 1), start))
            return false;
        var (opens, closes) = (!IsOutside(after), !IsOutside(before));
        if (mark == '_' && opens && closes)
        {
            opens = IsMark(before) || IsMark(after) && after > '\u00FF';
            closes = IsMark(after) || IsMark(before) && before > '\u00FF';
        }

        if (mark == '*' && count == 1 && Closing.Contains(after, StringComparison.Ordinal))
            opens = false;
        if (!opens && !closes)
            return false;
        processor.Inline = new EmphasisDelimiterInline(this, EmphasisDescriptors[mark == '_' ? 1 : 0])
        {
            Content = new StringSlice(slice.Text, start, slice.Start - 1),
            DelimiterCount = count,
            Type = (opens ? DelimiterType.Open : DelimiterType.Undefined) | (closes ? DelimiterType.Close : DelimiterType.Undefined),
            Span = new(processor.GetSourcePosition(start, out var line, out var column), processor.GetSourcePosition(slice.Start - 1)),
            Line = line,
            Column = column,
        };
        return true;
    }

    private static bool IsOutside(char c) => c == '\0' || Blanks.Is(c);

    private static bool IsMark(char c) => char.IsPunctuation(c) || char.IsSymbol(c);
}
