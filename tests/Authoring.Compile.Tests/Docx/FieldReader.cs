using System.Text.RegularExpressions;
using System.Xml.Linq;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Tests.Docx;

/// <summary>
/// Counts a Word file anew, from its XML alone, as ECMA-376 describes lists (17.9) and fields (17.16): what each list number, SEQ, STYLEREF
/// and REF will be once
/// Word brings the file up to date.
/// </summary>
internal sealed partial class FieldReader
{
    private static readonly XNamespace W = WordFile.W;

    private readonly Dictionary<string, (string Text, string Format, bool IsLegal, int? RestartsAfter)> _levels = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string List, int Level)> _styleLists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _styleNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Count, int Level)> _sequences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _above = new(StringComparer.Ordinal);

    public FieldReader(WordFile file)
    {
        ReadNumbering(file.Part("word/numbering.xml").Root!);
        ReadStyles(file.Part("word/styles.xml").Root!);
        foreach (var paragraph in file.Document.Root!.Element(W + "body")!.Descendants(W + "p"))
            Read(paragraph);
    }

    /// <summary>Every field with what it holds and what it will hold.</summary>
    public List<(string Instruction, string Cached, string Counted)> Fields { get; } = [];

    /// <summary>The text of every paragraph of a style with a number, the number of its list in front.</summary>
    public List<(string Style, string Text)> Paragraphs { get; } = [];

    /// <summary>The same paragraphs as they will be once all fields are brought up to date.</summary>
    public List<(string Style, string Text)> Counted { get; } = [];

    private static string Attribute(XElement? element, string name = "val") => element?.Attribute(W + name)?.Value ?? "";

    private void ReadNumbering(XElement numbering)
    {
        foreach (var list in numbering.Elements(W + "abstractNum"))
        foreach (var level in list.Elements(W + "lvl"))
        {
            var restart = level.Element(W + "lvlRestart");
            _levels[$"{Attribute(list, "abstractNumId")}/{Attribute(level, "ilvl")}"] = (
                Attribute(level.Element(W + "lvlText")),
                Attribute(level.Element(W + "numFmt")),
                level.Element(W + "isLgl") is not null,
                restart is null ? null : int.Parse(Attribute(restart))
            );
        }

        foreach (var number in numbering.Elements(W + "num"))
            _lists[Attribute(number, "numId")] = Attribute(number.Element(W + "abstractNumId"));
    }

    private void ReadStyles(XElement styles)
    {
        foreach (var style in styles.Elements(W + "style"))
        {
            var id = Attribute(style, "styleId");
            _styleNames[id] = Attribute(style.Element(W + "name"));
            var number = Chain(styles, style)
                .Select(own => own.Element(W + "pPr")?.Element(W + "numPr"))
                .FirstOrDefault(own => own is not null);
            if (number is not null)
                _styleLists[id] = (Attribute(number.Element(W + "numId")), int.Parse(Attribute(number.Element(W + "ilvl"))));
        }
    }

    /// <summary>A style and those that it is based on.</summary>
    private static IEnumerable<XElement> Chain(XElement styles, XElement? style)
    {
        for (; style is not null; style = Based(style))
            yield return style;

        XElement? Based(XElement on) =>
            styles.Elements(W + "style").FirstOrDefault(other => Attribute(other, "styleId") == Attribute(on.Element(W + "basedOn")));
    }

    private void Read(XElement paragraph)
    {
        var properties = paragraph.Element(W + "pPr");
        var style = Attribute(properties?.Element(W + "pStyle"));
        var own = properties?.Element(W + "numPr");
        var (list, level) = own is null
            ? _styleLists.GetValueOrDefault(style)
            : (Attribute(own.Element(W + "numId")), int.Parse(Attribute(own.Element(W + "ilvl"))));
        var number = list is null or "0" ? "" : CountList(_lists[list], level);
        if (BuiltIn().Match(_styleNames.GetValueOrDefault(style, "")) is { Success: true } heading)
            EnterHeading(int.Parse(heading.Groups[1].Value));
        _above[_styleNames.GetValueOrDefault(style, "")] = number;
        Counted.Add((style, number + ReadFields(paragraph)));
        Paragraphs.Add((style, number + WordFile.TextOf(paragraph)));
    }

    private string CountList(string list, int level)
    {
        if (!_counts.TryGetValue(list, out var counts))
            _counts[list] = counts = new int[9];
        counts[level]++;
        for (var below = level + 1; below < counts.Length; below++)
            if (_levels[$"{list}/{below}"].RestartsAfter is not 0)
                counts[below] = 0;
        var own = _levels[$"{list}/{level}"];
        return Percent()
            .Replace(
                own.Text,
                match =>
                {
                    var at = int.Parse(match.Groups[1].Value) - 1;
                    return Numeral(counts[at], own.IsLegal ? "decimal" : _levels[$"{list}/{at}"].Format);
                }
            );
    }

    private static string Numeral(int value, string format) =>
        format switch
        {
            "chineseCountingThousand" or "CHINESENUM3" => NumeralWriter.Write(value, Numerals.Chinese),
            "chineseLegalSimplified" or "CHINESENUM2" => NumeralWriter.Write(value, Numerals.ChineseUpper),
            "upperLetter" or "ALPHABETIC" => new string((char)('A' + ((value - 1) % 26)), ((value - 1) / 26) + 1),
            "lowerLetter" or "alphabetic" => new string((char)('a' + ((value - 1) % 26)), ((value - 1) / 26) + 1),
            "upperRoman" or "ROMAN" => NumeralWriter.Write(value, Numerals.Roman),
            "lowerRoman" or "roman" => NumeralWriter.Write(value, Numerals.RomanLower),
            "none" => "",
            _ => value.ToString(),
        };

    private void EnterHeading(int level)
    {
        foreach (var (name, (_, restart)) in _sequences.ToList())
            if (level <= restart)
                _sequences[name] = (0, restart);
    }

    /// <returns>The words with what the fields will hold.</returns>
    private string ReadFields(XElement paragraph)
    {
        var text = "";
        var open = new Stack<(string Instruction, string Result, bool InResult)>();
        foreach (var run in paragraph.Descendants(W + "r"))
        {
            switch (Attribute(run.Element(W + "fldChar"), "fldCharType"))
            {
                case "begin":
                    open.Push(("", "", false));
                    break;
                case "separate":
                    open.Push(open.Pop() with { InResult = true });
                    break;
                case "end" when open.Count > 0:
                    var (instruction, result, _) = open.Pop();
                    var counted = Evaluate(instruction.Trim(), result);
                    Fields.Add((instruction.Trim(), result, counted));
                    if (open.Count == 0)
                        text += counted;
                    if (open.TryPop(out var outer))
                        open.Push(outer with { Result = outer.Result + result });
                    break;
                default:
                    if (open.Count == 0)
                    {
                        text += WordFile.TextOf(run);
                        break;
                    }

                    var top = open.Pop();
                    open.Push(
                        top.InResult
                            ? top with
                            {
                                Result = top.Result + WordFile.TextOf(run),
                            }
                            : top with
                            {
                                Instruction = top.Instruction + string.Concat(run.Elements(W + "instrText").Select(text => text.Value)),
                            }
                    );
                    break;
            }
        }

        return text;
    }

    private string Evaluate(string instruction, string cached)
    {
        var words = instruction.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0].Equals("SEQ", StringComparison.OrdinalIgnoreCase))
        {
            var restart = After(words, "\\s") is { } level ? int.Parse(level) : 0;
            var count = After(words, "\\r") is { } set ? int.Parse(set) : _sequences.GetValueOrDefault(words[1]).Count + 1;
            _sequences[words[1]] = (count, restart);
            return Numeral(count, After(words, "\\*") ?? "ARABIC");
        }

        if (words[0] != "STYLEREF")
            return cached;
        var style = Quoted().Match(instruction) is { Success: true } quoted ? quoted.Groups[1].Value : $"heading {words[1]}";
        // Without closing marks; of a single counter in words the counter.
        var number = _above.GetValueOrDefault(style, "").TrimEnd('.', '．', '、');
        return Single().Match(number) is { Success: true } single ? single.Value : number;
    }

    private static string? After(string[] words, string mark) => Array.IndexOf(words, mark) is var at and >= 0 ? words[at + 1] : null;

    [GeneratedRegex("^heading ([1-9])$")]
    private static partial Regex BuiltIn();

    [GeneratedRegex("%([1-9])")]
    private static partial Regex Percent();

    [GeneratedRegex("\"(.*)\"")]
    private static partial Regex Quoted();

    /// <summary>One number among other words.</summary>
    [GeneratedRegex("(?<=^[^0-9.一二三四五六七八九十百零]*)([0-9]+|[一二三四五六七八九十百零]+)(?=[^0-9.一二三四五六七八九十百零]*$)")]
    private static partial Regex Single();
}
