using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.SelfCheck;

/// <summary>
/// What Word will count, by ECMA-376: the numbers of lists (17.9), and the fields <c>SEQ</c> and <c>STYLEREF</c> (17.16). Paragraphs are
/// handed in one after the other.
/// </summary>
internal sealed partial class WordCounting
{
    private const int Levels = 9;
    private static readonly XNamespace W = WordParts.W;

    private sealed record ListLevel(string Text, string Format, bool IsLegal, bool Restarts);

    private readonly Dictionary<(string List, int Level), ListLevel> _levels = [];
    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string List, int Level)> _ofStyles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Count, int Level)> _sequences = new(StringComparer.Ordinal);

    /// <summary>By the name of a style, the number of the last paragraph that has it.</summary>
    private readonly Dictionary<string, string> _above = new(StringComparer.Ordinal);

    public WordCounting(WordParts parts)
    {
        foreach (var list in parts.Numbering.Elements(W + "abstractNum"))
        foreach (var level in list.Elements(W + "lvl"))
            _levels[(WordParts.Attribute(list, "abstractNumId"), Number(WordParts.Attribute(level, "ilvl")))] = new ListLevel(
                WordParts.Attribute(level.Element(W + "lvlText")),
                WordParts.Attribute(level.Element(W + "numFmt")),
                level.Element(W + "isLgl") is not null,
                WordParts.Attribute(level.Element(W + "lvlRestart")) != "0"
            );
        foreach (var number in parts.Numbering.Elements(W + "num"))
            _lists[WordParts.Attribute(number, "numId")] = WordParts.Attribute(number.Element(W + "abstractNumId"));
        var styles = parts.Styles.Elements(W + "style").ToLookup(style => WordParts.Attribute(style, "styleId"));
        foreach (var style in styles.Select(same => same.First()))
            ReadStyle(style, styles);
    }

    private static int Number(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private void ReadStyle(XElement style, ILookup<string, XElement> styles)
    {
        const int deepest = 20; // styles that are based on one another
        var id = WordParts.Attribute(style, "styleId");
        _names[id] = WordParts.Attribute(style.Element(W + "name"));
        var own = style;
        for (var i = 0; i < deepest && own is not null; i++)
        {
            if (own.Element(W + "pPr")?.Element(W + "numPr") is { } number)
            {
                _ofStyles[id] = (WordParts.Attribute(number.Element(W + "numId")), Number(WordParts.Attribute(number.Element(W + "ilvl"))));
                return;
            }

            own = styles[WordParts.Attribute(own.Element(W + "basedOn"))].FirstOrDefault();
        }
    }

    /// <summary>The number of the paragraph's list; empty: it has none.</summary>
    public string Enter(XElement paragraph)
    {
        var properties = paragraph.Element(W + "pPr");
        var style = WordParts.Attribute(properties?.Element(W + "pStyle"));
        var own = properties?.Element(W + "numPr");
        var (list, level) = own is null
            ? _ofStyles.GetValueOrDefault(style)
            : (WordParts.Attribute(own.Element(W + "numId")), Number(WordParts.Attribute(own.Element(W + "ilvl"))));
        var number = list is null or "0" || !_lists.TryGetValue(list, out var known) ? "" : Count(known, level);
        var name = _names.GetValueOrDefault(style, "");
        if (BuiltIn().Match(name) is { Success: true } heading)
            foreach (var (sequence, (_, restart)) in _sequences.ToList())
                if (Number(heading.Groups[1].Value) <= restart)
                    _sequences[sequence] = (0, restart);
        _above[name] = number;
        return number;
    }

    private string Count(string list, int level)
    {
        if (!_levels.TryGetValue((list, level), out var own))
            return "";
        if (!_counts.TryGetValue(list, out var counts))
            _counts[list] = counts = new int[Levels];
        counts[level]++;
        for (var below = level + 1; below < Levels; below++)
            if (!_levels.TryGetValue((list, below), out var other) || other.Restarts)
                counts[below] = 0;
        return Percent()
            .Replace(
                own.Text,
                match =>
                {
                    var at = Number(match.Groups[1].Value) - 1;
                    var format = own.IsLegal ? "decimal" : _levels.GetValueOrDefault((list, at))?.Format ?? "decimal";
                    return Numeral(counts[at], format);
                }
            );
    }

    /// <summary>What a field will hold; null: it is none of those that count.</summary>
    public string? Evaluate(string instruction)
    {
        var words = instruction.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["SEQ", var sequence, ..])
        {
            var count = After(words, "\\r") is { } set ? Number(set) : _sequences.GetValueOrDefault(sequence).Count + 1;
            _sequences[sequence] = (count, Number(After(words, "\\s") ?? ""));
            return Numeral(count, After(words, "\\*") ?? "ARABIC");
        }

        if (words is not ["STYLEREF", var level, ..])
            return null;
        var style = Quoted().Match(instruction) is { Success: true } quoted ? quoted.Groups[1].Value : $"heading {level}";
        return Bare(_above.GetValueOrDefault(style, ""));
    }

    /// <summary>Without closing marks; of a single counter in words the counter.</summary>
    public static string Bare(string number)
    {
        var bare = number.TrimEnd('.', '．', '、');
        return Single().Match(bare) is { Success: true } single ? single.Value : bare;
    }

    private static string? After(string[] words, string mark) =>
        Array.IndexOf(words, mark) is var at and >= 0 && at + 1 < words.Length ? words[at + 1] : null;

    private static string Numeral(int value, string format) =>
        format switch
        {
            "none" => "",
            _ when value <= 0 => value.ToString(CultureInfo.InvariantCulture),
            "chineseCountingThousand" or "CHINESENUM3" => NumeralWriter.Write(value, Numerals.Chinese),
            "chineseLegalSimplified" or "CHINESENUM2" => NumeralWriter.Write(value, Numerals.ChineseUpper),
            "upperLetter" or "ALPHABETIC" => Letters(value, 'A'),
            "lowerLetter" or "alphabetic" => Letters(value, 'a'),
            "upperRoman" or "ROMAN" => NumeralWriter.Write(value, Numerals.Roman),
            "lowerRoman" or "roman" => NumeralWriter.Write(value, Numerals.RomanLower),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>Word goes on with AA, BB.</summary>
    private static string Letters(int value, char first) => new((char)(first + ((value - 1) % 26)), ((value - 1) / 26) + 1);

    [GeneratedRegex("^heading ([1-9])$")]
    private static partial Regex BuiltIn();

    [GeneratedRegex("%([1-9])")]
    private static partial Regex Percent();

    [GeneratedRegex("\"(.*)\"")]
    private static partial Regex Quoted();

    /// <summary>One number among other words.</summary>
    [GeneratedRegex(
        "(?<=^[^0-9.一二三四五六七八九十百千零]*)([0-9]+|[一二三四五六七八九十百千零]+)(?=[^0-9.一二三四五六七八九十百千零]*$)"
    )]
    private static partial Regex Single();
}
