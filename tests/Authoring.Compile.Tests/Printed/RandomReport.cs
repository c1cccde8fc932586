using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Printed;

/// <summary>
/// A small report in which everything refers to everything, and which changes at random: its texts, cards, settings, pictures, their order,
/// what is in it.
/// </summary>
internal sealed class RandomReport
{
    private static readonly string[] Words = ["学校", "教师", "实训", "招生", "就业", "第二", "2024年", "质量", "合作", "安全"];
    private static readonly string[] Ids =
    [
        "sec:a",
        "sec:b",
        "sec:c",
        "sec:front",
        "sec:annex",
        "fig:a",
        "fig:b",
        "fig:c",
        "tbl:a",
        "tbl:b",
        "case:c1",
        "case:c2",
        "case:c3",
        "fig:c1",
        "fig:c2",
        "sec:gone",
    ];

    private readonly Random _random;
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, int> _pictures = new()
    {
        ["p1.png"] = 1,
        ["p2.png"] = 2,
        ["p3.png"] = 3,
    };
    private readonly List<string> _front = ["front.md"],
        _body = ["a.md", "b.md", "c.md"],
        _annexes = ["annex.md"],
        _cards = ["c1.md", "c2.md", "c3.md"];
    private readonly Dictionary<string, string> _settings = new()
    {
        ["h1"] = "{1}.",
        ["h2"] = "{1}.{2}",
        ["figure"] = "图",
        ["table"] = "表",
        ["case"] = "案例",
        ["figures"] = "{label} {1}-{n}",
        ["repeated"] = "{label}{section}-{n}",
        ["separator"] = "：",
        ["annexes"] = "附录{n}",
        ["mark"] = "附{n}",
        ["cases"] = "{label}{n}",
        ["ch"] = "{1}、",
    };

    public RandomReport(Random random)
    {
        _random = random;
        foreach (var path in _front.Concat(_body).Concat(_annexes))
            _texts[path] = Text(path);
        foreach (var path in _cards)
            _texts[path] = Card(path);
    }

    public const string Setting = "setting ";

    public bool IsCard(string path) => path[0] == 'c' && path.Length == "c1.md".Length;

    public string? Picture(string path) => _pictures.TryGetValue(path, out var content) ? $"picture{content}" : null;

    public CompiledReport Compile() =>
        Compiler.Compile(
            ReportDefinition.Parse(Definition, "r"),
            path => _texts.TryGetValue(path, out var text) ? SourceFile.Read(path, text) : null,
            path => _pictures.ContainsKey(path) ? new ImageFacts(1, 1, "image/png") : null
        );

    private string Definition =>
        $$"""
            title: t
            numbering:
              headings: ["{{_settings["h1"]}}", "{{_settings["h2"]}}"]
              case-headings: ["{{_settings["ch"]}}"]
              annexes: "{{_settings["annexes"]}}"
              annex-mark: "{{_settings["mark"]}}"
              figures: { label: {{_settings["figure"]}}, scope: chapter, format: "{{_settings["figures"]}}", repeated: "{{_settings[
                "repeated"
            ]}}", separator: "{{_settings["separator"]}}", depth: 2 }
              tables: { label: {{_settings["table"]}}, scope: section, format: "{label}{section}-{n}", depth: 2 }
              cases: { label: {{_settings["case"]}}, format: "{{_settings["cases"]}}" }
            front: [{{string.Join(", ", _front)}}]
            body: [{{string.Join(", ", _body)}}]
            annexes: [{{string.Join(", ", _annexes)}}]
            cases: [{{string.Join(", ", _cards)}}]
            """;

    /// <summary>Something changes; in words, for whoever looks for what went wrong.</summary>
    public string Change()
    {
        switch (_random.Next(10))
        {
            case 0:
                var list = Pick([_body, _annexes, _cards, _front]);
                if (list.Count > 1)
                    list.Reverse();
                return "order";
            case 1:
                return Toggle(_body, "b.md") ?? "removal";
            case 2:
                return Toggle(_cards, Pick(["c1.md", "c2.md", "c3.md"])) ?? "card removed";
            case 3:
                var (key, values) = Pick(Settings);
                _settings[key] = Pick(values);
                return $"{Setting}{key} is {_settings[key]}";
            case 4:
                var picture = Pick(["p1.png", "p2.png", "p3.png"]);
                if (!_pictures.Remove(picture))
                    _pictures[picture] = _random.Next(1, 4);
                return $"picture {picture}";
            default:
                var path = Pick([.. _texts.Keys]);
                _texts[path] = Edited(_texts[path]);
                return $"edit of {path}:\n{_texts[path]}";
        }
    }

    private static readonly (string Key, string[] Values)[] Settings =
    [
        ("h1", ["{1}.", "第{1}章", "{1:zh}、", "第{1:zh}章", ""]),
        ("h2", ["{1}.{2}", "{2:zh}", "第{2}节"]),
        ("figure", ["图", "图片"]),
        ("table", ["表", "表格"]),
        ("case", ["案例", "典型案例"]),
        ("figures", ["{label} {1}-{n}", "{label} {n:zh}", "{label}{n}号"]),
        ("separator", ["：", "　"]),
        ("annexes", ["附录{n}", "附件{n:zh}"]),
        ("mark", ["附{n}", "件{n}"]),
        ("cases", ["{label}{n}", "{label}之{n}"]),
        ("ch", ["{1}、", "（{1}）", "第{1}点"]),
    ];

    private string? Toggle(List<string> list, string path)
    {
        if (list.Remove(path))
            return null;
        list.Insert(_random.Next(list.Count + 1), path);
        return $"{path} is back";
    }

    private string Edited(string text)
    {
        var lines = text.Split('\n').ToList();
        var at = _random.Next(lines.Count);
        var line = lines[at];
        switch (_random.Next(7))
        {
            case 0:
                lines.Insert(at, "");
                break;
            case 1:
                lines.RemoveAt(at);
                break;
            case 2:
                lines[at] = line.Replace("**", "__", StringComparison.Ordinal) + "  ";
                break;
            case 3:
                lines.InsertRange(at, ["", Block(), ""]);
                break;
            case 4:
                lines[at] = line + Pick(Words);
                break;
            case 5:
                lines[at] = line.Replace(Pick(Words), Pick(Words), StringComparison.Ordinal);
                break;
            default:
                lines[at] = line.Contains('@') ? line.Replace("@" + Pick(Ids), "@" + Pick(Ids), StringComparison.Ordinal) : line;
                break;
        }

        return string.Join('\n', lines);
    }

    private string Text(string path)
    {
        var name = path[..^3];
        var text = new StringBuilder($"# {Pick(Words)} {{#sec:{name}{(name == "c" || _random.Next(4) == 0 ? " .unnumbered" : "")}}}\n\n");
        for (var i = 0; i < 6; i++)
            text.Append(Block()).Append("\n\n");
        text.Append($"![{Pick(Words)}](p1.png){{#fig:{name}}}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n");
        text.Append($": {Pick(Words)} {{#tbl:{name}}}\n\n");
        return text.Append($"::case{{#case:c{_random.Next(1, 4)}}}\n").ToString();
    }

    private string Card(string path) =>
        $"---\nid: {path[..^3]}\ntitle: {Pick(Words)}{Pick(Words)}\nschool: {Pick(Words)}\n---\n\n# {Pick(Words)}\n\n{Block()}\n\n"
        + $"![{Pick(Words)}](p2.png \"{Pick(Words)}\"){{#fig:{path[..^3]}{Pick(["", " .unnumbered"])}}}\n\n"
        + $"{Block()}\n\n见 @fig:{path[..^3]} 和 @case:{path[..^3]}。\n";

    private string Block() =>
        _random.Next(26) switch
        {
            9 => $"| 甲 | 乙 |\n|---|--:|\n| {Pick(Words)}<br>{Pick(Words)} | **{Pick(Words)}** |\n| {Pick(Words)} |",
            10 => $": {Pick(Words)} {{.unnumbered}}\n\n| 甲 |\n|---|\n| ![{Pick(Words)}](p1.png) |",
            11 => $"![{Pick(Words)}](p1.png) ![{Pick(Words)}](./p2.png)",
            12 => $"![{Pick(Words)}](p1.png)\n![{Pick(Words)}](%70{_random.Next(1, 4)}.png \"{Pick(Words)}\")",
            13 => $"- {Pick(Words)}\n  {Pick(Words)}\n\n  {Pick(Words)}\n- # {Pick(Words)}\n  - {Pick(Words)}",
            14 => $"{Pick(Words)}&nbsp;&#{_random.Next(65, 70)};&amp;{Pick(Words)}  \n{Pick(Words)}\\\n<b>{Pick(Words)}</b>",
            15 => $"[{Pick(Words)}](b.md) [{Pick(Words)}](b.md#sec:b) [{Pick(Words)}](p1.png)",
            16 => $"[{Pick(Words)}](javascript:{_random.Next(2)}) [{Pick(Words)}](gone.md) [{Pick(Words)}](#fig:gone)",
            17 => $"<div>\n{Pick(Words)}\n</div>",
            18 => $"```\n{Pick(Words)}\n```",
            19 => $"{Pick(Words)}[^a] {Pick(Words)}[^b] {Pick(Words)}[^a]\n\n"
                + $"[^b]: {Pick(Words)} @{Pick(Ids)}\n\n[^a]: {Pick(Words)}\n\n    {Pick(Words)}",
            20 => $"![{Pick(Words)} @{Pick(["sec:a", "tbl:a", "fig:b"])}](p{_random.Next(1, 5)}.png){{.unnumbered}}",
            21 => $"> # {Pick(Words)}\n> 1. {Pick(Words)}\n>\n> ![{Pick(Words)}](p{_random.Next(1, 5)}.png)",
            22 => $"[{Pick(Words)} @{Pick(["sec:a", "tbl:a", "fig:b"])}](https://example.com/{_random.Next(2)}) "
                + $"<https://example.com/{_random.Next(2)}> *{Pick(Words)}***{Pick(Words)}**",
            23 => $"::case{{#case:c{_random.Next(1, 5)}{Pick(["", " .unnumbered"])}}}",
            24 => $"{_random.Next(1, 4)}. {Pick(Words)}\n\n---\n\n{Pick(Words)} {{#x .y}}\n（一）{Pick(Words)}",
            25 => $"![{Pick(Words)}](p1.png){{#tbl:x{_random.Next(1000)}}}\n\n![{Pick(Words)}](p2.png){{.unnumbered}}",
            0 => $"## {Pick(Words)}{Pick(Words)}",
            1 => $"{Pick(Words)}见 @{Pick(Ids)}，又见 @{Pick(Ids)}。",
            2 => $"![{Pick(Words)}](p{_random.Next(1, 5)}.png)",
            3 => $"1. {Pick(Words)}\n2. {Pick(Words)}",
            4 => $"> {Pick(Words)}[^1]\n\n[^1]: {Pick(Words)}",
            5 => $"**{Pick(Words)}** `{Pick(Words)}` [{Pick(Words)}](https://example.com/{_random.Next(2)})",
            6 => $"### {Pick(Words)} {{.unnumbered}}",
            7 => $"| 甲 |\n|:-:|\n| {Pick(Words)} @{Pick(Ids)} |\n\n: {Pick(Words)}",
            _ => $"{Pick(Words)}{Pick(Words)}，{Pick(Words)}。\n{Pick(Words)}",
        };

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
