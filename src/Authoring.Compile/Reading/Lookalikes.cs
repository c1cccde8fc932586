using System.Buffers;
using System.Text.RegularExpressions;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Reading.Blocks;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>Says what looks like one of our marks and was read as text.</summary>
internal sealed partial class Lookalikes(SourceLines lines, int firstLine, DiagnosticList diagnostics)
{
    /// <summary>What a line begins with that may be meant to be more than words.</summary>
    private static readonly SearchValues<char> LineMarks = SearchValues.Create("#＃=-+*＊|｜");

    private static readonly SearchValues<char> Marks = SearchValues.Create("*@{[:!~");
    private static readonly SearchValues<char> WideMarks = SearchValues.Create("＊＠｛［：！");

    /// <summary>Looks at words that are printed as they are.</summary>
    public void Check(LiteralInline literal, Block? block)
    {
        var text = literal.Content.AsSpan();
        if (text.IsEmpty)
            return;
        var line = literal.Line + firstLine;
        if (LineMarks.Contains(text[0]) && block is ParagraphBlock { Parent: not TableCell } && BeginsLine(literal))
            CheckStart(literal, block, line);
        if (literal.IsFirstCharacterEscaped || !(text.ContainsAny(Marks) || text.ContainsAny(WideMarks)))
            return;
        if (text.ContainsAny('*', '＊'))
            CheckStars(literal, line);
        if (text.ContainsAny('@', '＠'))
            CheckReference(literal, line);
        if (text.ContainsAny('@', '＠'))
            CheckColon(literal, line);
        if (text.ContainsAny('{', '｛'))
            CheckBraces(literal, line);
        if (text.ContainsAny('[', '［') || text.ContainsAny('!', '！'))
            CheckBrackets(literal, line);
        if (text.IndexOf("~~") >= 0)
            CheckStrike(literal, line);
        if (text.IndexOf(":") >= 0)
            CheckAddress(literal, line);
        var isFirst = literal is { PreviousSibling: null, Parent.Parent: null } && text[0] is ':' or '：'; // that is seen to with the block
        if (!isFirst && (text.IndexOf("::") >= 0 || text.IndexOf("：：") >= 0) && CaseMark().IsMatch(text))
            AddCase(block, literal.Line);
    }

    /// <summary>A link to a picture behind an exclamation mark, or all by itself.</summary>
    public void Check(LinkInline link, Block? block, int line)
    {
        if (
            link
                is {
                    PreviousSibling: null,
                    NextSibling: null or AttributesInline,
                    FirstChild: LiteralInline,
                    Url: { } path,
                    Parent.Parent: null
                }
            && block is ParagraphBlock { Parent: MarkdownDocument }
            && LinkTargetSyntax.IsPicture(path)
            && !path.Contains(':', StringComparison.Ordinal)
        )
        {
            diagnostics.Add(Messages.NotAnImage(line) with { Fix = lines.Correct(link.Line, link.Span.Start, link.Span.Start - 1, "!") });
            return;
        }

        if (link.PreviousSibling is not LiteralInline { Content.IsEmpty: false, IsFirstCharacterEscaped: false } before)
            return;
        var words = before.Content.AsSpan().TrimEnd();
        if (words is not [.., '!' or '！'] || link.Url is not { } url || !LinkTargetSyntax.IsPicture(url))
            return;
        var from = before.Span.Start + words.Length - 1;
        diagnostics.Add(Messages.NotAnImage(line) with { Fix = lines.Correct(link.Line, from, link.Span.Start - 1, "!") });
    }

    /// <summary>Words that begin as a case line does.</summary>
    public static bool IsCase(ReadOnlySpan<char> text) =>
        text[0] is ':' or '：' && CaseMark().EnumerateMatches(text) is var found && found.MoveNext() && found.Current.Index == 0;

    /// <param name="line">As the parser counts.</param>
    public void AddCase(Block? block, int line)
    {
        var row = lines[line].ToString();
        var found = block is { Parent: MarkdownDocument } ? Case().Match(row) : Match.Empty;
        diagnostics.Add(
            Messages.NotACase(line + firstLine) with
            {
                Fix = found.Success
                    ? new Correction(
                        0,
                        row.Length,
                        $"{row[..found.Index].TrimEnd()}\n{found.Value}\n{row[(found.Index + found.Length)..].TrimStart()}".Trim('\n')
                    )
                    : null,
            }
        );
    }

    private static bool BeginsLine(LiteralInline literal) =>
        literal.Parent is { Parent: null } && literal.PreviousSibling is null or LineBreakInline;

    private void CheckStart(LiteralInline literal, Block block, int line)
    {
        var source = Blanks.Trim(lines[literal.Line]);
        var start = literal.Span.Start;
        if (HeadingParser.IsSign(literal.Content.CurrentChar) && source.Length > 1)
        {
            var signs = source.IndexOfAnyExcept('#', '＃');
            if (signs > 0)
                diagnostics.Add(
                    Messages.NotAHeading(line) with
                    {
                        Fix = signs > 6 ? null : lines.Correct(literal.Line, start, start + signs - 1, new string('#', signs) + " "),
                    }
                );
        }
        else if (
            (source.Length > 1 && !source.ContainsAnyExcept('=')) || (source is "-" or "--" && literal.PreviousSibling is LineBreakInline)
        )
        {
            diagnostics.Add(Messages.Underline(line));
        }
        else if (IsItem(source))
        {
            var mark = source[0] is '＊' ? '*' : source[0];
            diagnostics.Add(Messages.NotAList(line, mark) with { Fix = lines.Correct(literal.Line, start, start, mark + " ") });
        }
        else if (BeginsRows(literal, source))
        {
            var row = lines[literal.Line];
            var cells = TableLine.Cells(row, fullWidth: true, code: true).Count;
            var delimiter = $"\n|{string.Concat(Enumerable.Repeat(" --- |", cells))}";
            var isTop = block.Parent is MarkdownDocument && !TableLine.IsDelimiter(lines[literal.Line + 1]);
            diagnostics.Add(Messages.NotATable(line) with { Fix = isTop ? new Correction(row.Length, row.Length, delimiter) : null });
        }
    }

    private void CheckStars(LiteralInline literal, int line)
    {
        var text = literal.Content.ToString();
        if (!Stars().IsMatch(text))
            return;
        var found = Spaced().Match(lines[literal.Line].ToString());
        diagnostics.Add(
            Messages.StrayEmphasis(line) with
            {
                Fix = found.Success
                    ? new Correction(found.Index, found.Index + found.Length, $"**{Blanks.Trim(found.Groups["words"].ValueSpan)}**")
                    : null,
            }
        );
    }

    private void CheckReference(LiteralInline literal, int line)
    {
        foreach (Match found in Reference().Matches(literal.Content.ToString()))
        {
            var word = found.Groups["word"].Value;
            if ((Identifier.Canonical(word) ?? Mistyped(word)) is not { } prefix)
                continue;
            var meant = $"@{prefix}:{found.Groups["id"].Value}";
            var at = literal.Span.Start + found.Index;
            var isWhole = Identifier.IsValid(found.Groups["id"].Value);
            diagnostics.Add(
                Messages.NotAReference(line, found.Value, isWhole ? meant : null) with
                {
                    Fix = isWhole ? lines.Correct(literal.Line, at, at + found.Length - 1, meant) : null,
                }
            );
        }
    }

    /// <summary>The prefix whose letters these are, in another order, or with more behind them.</summary>
    private static string? Mistyped(string word)
    {
        word = word.ToLowerInvariant();
        return Array.Find(
            [Identifier.Section, Identifier.Figure, Identifier.Table, Identifier.Case],
            prefix => word.StartsWith(prefix, StringComparison.Ordinal) || word.Order().SequenceEqual(prefix.Order())
        );
    }

    /// <summary>A reference whose colon is another mark.</summary>
    private void CheckColon(LiteralInline literal, int line)
    {
        foreach (Match found in OtherColon().Matches(literal.Content.ToString()))
        {
            var meant = $"@{found.Groups["word"].Value.ToLowerInvariant()}:{found.Groups["id"].Value}";
            var at = literal.Span.Start + found.Index;
            diagnostics.Add(
                Messages.NotAReference(line, found.Value, meant) with
                {
                    Fix = lines.Correct(literal.Line, at, at + found.Length - 1, meant),
                }
            );
        }
    }

    private void CheckBraces(LiteralInline literal, int line)
    {
        if (Braces().Match(literal.Content.ToString()) is not { Success: true } found)
            return;
        // Behind a picture, but for blanks.
        var isBehind = Blanks.IsBlank(literal.Content.AsSpan()[..found.Index]) && literal.PreviousSibling is LinkInline { IsImage: true };
        var at = literal.Span.Start;
        diagnostics.Add(
            Messages.StrayAttributes(line, found.Value) with
            {
                Fix = isBehind && found.Index > 0 ? lines.Correct(literal.Line, at, at + found.Index - 1, "") : null,
            }
        );
    }

    private void CheckBrackets(LiteralInline literal, int line)
    {
        var text = literal.Content.ToString();
        if (text is "![" or "[")
            line = lines.LineOf(literal.Span.Start) + firstLine; // a bracket that stays open has lost its own
        var next = text is "[" && literal.NextSibling is LiteralInline behind ? behind.Content.AsSpan() : [];
        var before = literal.PreviousSibling is LiteralInline { IsFirstCharacterEscaped: false } mark
            ? mark.Content.AsSpan().TrimEnd()
            : [];
        var isTarget = next.IndexOf("](") >= 0 || next.IndexOf("]（") >= 0;
        if (
            text is "!["
            || Picture().IsMatch(text)
            || (isTarget && before is [.., '！' or '!'] && next.Contains('.'))
            || (before.ContainsAny('!', '！') && OddPicture().IsMatch(string.Concat(before, "[", next)))
        )
        {
            diagnostics.Add(Messages.NotAnImage(line) with { Fix = WithPlainBrackets(line - firstLine) });
        }
        else if (text.Contains("](", StringComparison.Ordinal) || next.IndexOf("](") >= 0)
        {
            diagnostics.Add(Messages.NotALink(line));
        }
    }

    [GeneratedRegex(@"(?<![*＊])(?:\*\*|＊＊)(?![*＊])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Stars();

    [GeneratedRegex(@"[*＊]{2}(?<words>\s[^*＊]*[^*＊\s][^*＊]*|[^*＊]+\s)[*＊]{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaced();

    [GeneratedRegex(
        @"[:：]{2,}\s*(?:case|案例)|[:：]\s*(?:case|案例)\s*[{｛]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex CaseMark();

    [GeneratedRegex(@"[:：]{2}\s*(?:case|案例)\s*[{｛][^{}｛｝]*[}｝]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Case();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9])[@＠]\s*(?<word>[A-Za-z]{2,8}|图片?|表格?|案例|节|章)\s*[:：](?:\s*(?<id>[A-Za-z0-9_.-]*[A-Za-z0-9_-]))?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9])[@＠](?<word>sec|fig|tbl|case)(?:\s?[;；.．∶﹕︰_-]\s?|\s(?=[A-Za-z]*[0-9]))(?<id>[A-Za-z0-9_.-]*[A-Za-z0-9_-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OtherColon();

    [GeneratedRegex(
        @"[{｛]\s*[#＃.．]\s*(?:sec|fig|tbl|case|unnumbered)\b[^{}｛｝]{0,80}[}｝]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Braces();

    [GeneratedRegex(
        @"[!！]\s?[【(（\[［][^\]］】)）]*[】)）\]］]\s*[\[［(（][^\]］)）]*\.(?:png|jpe?g|gif|webp)|[!！]\s?[\[［][^\]］]*[\]］]\s*[(（]",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Picture();
}
