using System.Text.RegularExpressions;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Reading.Blocks;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>What is set between marks that other programs know, or between other brackets than ours.</summary>
internal sealed partial class Lookalikes
{
    /// <summary>A bullet without the blank behind it. A star may point to a note instead: <c>*注：</c>, <c>*重点*</c>.</summary>
    private static bool IsItem(ReadOnlySpan<char> line) =>
        line is ['-' or '+' or '*' or '＊', >= '\u3400' and <= '\u9FFF' or '“' or '（' or '《' or '【', ..]
        && (line[0] is '-' or '+' || (!line[1..].ContainsAny('*', '＊') && !TableNote.IsMatch(line[1..])));

    /// <summary>
    /// The first of some lines that look like a table's rows. Where its line of dashes lacks its bars, that is said there.
    /// </summary>
    private bool BeginsRows(LiteralInline literal, ReadOnlySpan<char> source) =>
        IsRow(source)
        && (literal.PreviousSibling is null || !IsRow(lines[literal.Line - 1]))
        && (IsRow(lines[literal.Line + 1]) || CountBars(source) > 2)
        && TableLine.WithoutBars(lines, literal.Line - 1) is null
        && TableLine.WithoutBars(lines, literal.Line) is null;

    private static bool IsRow(ReadOnlySpan<char> line) => Blanks.Trim(line) is ['|' or '｜', _, .., '|' or '｜'];

    private static int CountBars(ReadOnlySpan<char> line) => line.Count('|') + line.Count('｜');

    /// <summary>Words between two pairs of tildes; said once, where they begin.</summary>
    private void CheckStrike(LiteralInline literal, int line)
    {
        var row = lines[literal.Line].ToString();
        if (
            Strike().Match(row) is { Success: true } found
            && lines.Column(literal) is var at
            && at <= found.Index
            && found.Index < at + literal.Content.Length
        )
            diagnostics.Add(Messages.StruckOut(line));
    }

    /// <summary>A link whose words or whose address stand in other brackets.</summary>
    private void CheckAddress(LiteralInline literal, int line)
    {
        if (literal.Parent is LinkInline)
            return;
        var row = lines[literal.Line].ToString();
        var at = lines.Column(literal);
        foreach (Match found in OddLink().Matches(row))
        {
            var scheme = found.Groups["url"].Index;
            var isOurs = row[found.Index] is '[' && row[scheme - 1] is '(' or '（';
            if (isOurs || scheme < at || scheme >= at + literal.Content.Length)
                continue;
            diagnostics.Add(
                Messages.NotALink(line) with
                {
                    Fix = new Correction(
                        found.Index,
                        found.Index + found.Length,
                        $"[{found.Groups["words"].Value}]({found.Groups["url"].Value})"
                    ),
                }
            );
        }
    }

    /// <summary>A picture as it is written, for one in other brackets.</summary>
    /// <param name="line">As the parser counts.</param>
    private Correction? WithPlainBrackets(int line)
    {
        var found = OddPicture().Matches(lines[line].ToString());
        return found is [{ } only]
            ? new Correction(only.Index, only.Index + only.Length, $"![{only.Groups["words"].Value}]({only.Groups["path"].Value})")
            : null;
    }

    [GeneratedRegex(@"(?<![~\\])~~(?![~\s])[^~]*[^~\s]~~(?!~)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Strike();

    [GeneratedRegex(
        @"[\[［【（(](?<words>[^\[\]［］【】()（）]{1,100})[\]］】）)]\s?[(（【\[［](?<url>(?:https?://|mailto:)[^\s()（）【】\[\]［］]+)[)）】\]］]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OddLink();

    [GeneratedRegex(
        @"[!！]\s?[【(（\[［](?<words>[^\]］】)）]*)[】)）\]］]\s*[\[［(（【](?<path>[^\]］)）】]+\.(?:png|jpe?g|gif|webp))[\]］)）】]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OddPicture();
}
