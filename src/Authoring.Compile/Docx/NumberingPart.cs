using Authoring.Compile.Definition;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Docx;

/// <summary>
/// All lists of a Word file. Heading hierarchies have a definition each, never one that is shared and begun anew; ordinary lists share two.
/// </summary>
internal sealed class NumberingPart
{
    private const int IndentStep = 420; // twips

    private readonly List<HeadingList> _headings = [];
    private readonly List<(int Id, int Start, int Level)> _ordered = [];
    private int _lastId = 1;

    /// <summary>The list of all bullets.</summary>
    public const int Bullets = 1;

    public HeadingList Headings(IReadOnlyList<HeadingRule?> rules, NumberText? mark = null)
    {
        var list = new HeadingList(() => ++_lastId, rules, mark);
        _headings.Add(list);
        return list;
    }

    /// <summary>A numbered list that begins with <paramref name="start"/> at this depth, from 0.</summary>
    public int Ordered(int start, int depth)
    {
        _ordered.Add((++_lastId, start, depth));
        return _lastId;
    }

    /// <param name="styles">The style that is linked to a level of the list; null: none is.</param>
    public byte[] Write(Func<HeadingList, int, string?> styles)
    {
        using var part = new Part("numbering");
        Simple(part, 1, "bullet", level => level % 2 == 0 ? "•" : "◦");
        Simple(part, 0, "decimal", level => $"%{level + 1}.");
        foreach (var list in _headings)
        foreach (var id in list.Ids)
            Headings(part, list, id, styles);
        part.Open("num", "numId", "1").Value("abstractNumId", 1).Close();
        var numbers = _headings
            .SelectMany(list => list.Ids, (_, id) => (Id: id, Write: (Action)(() => part.Value("abstractNumId", id))))
            .Concat(_ordered.Select(list => (list.Id, Write: (Action)(() => Override(part, list.Start, list.Level)))));
        foreach (var (id, write) in numbers.OrderBy(number => number.Id))
        {
            part.Open("num", "numId", id.ToString());
            write();
            part.Close();
        }

        return part.Finish();
    }

    private static void Override(Part part, int start, int level) =>
        part.Value("abstractNumId", 0).Open("lvlOverride", "ilvl", level.ToString()).Value("startOverride", start).Close();

    private static void Simple(Part part, int id, string format, Func<int, string> text)
    {
        part.Open("abstractNum", "abstractNumId", id.ToString()).Value("multiLevelType", "hybridMultilevel");
        for (var level = 0; level < HeadingList.Levels; level++)
        {
            part.Open("lvl", "ilvl", level.ToString())
                .Value("start", 1)
                .Value("numFmt", format)
                .Value("lvlText", text(level))
                .Value("lvlJc", "left");
            part.Open("pPr").Empty("ind", "left", (IndentStep * (level + 2)).ToString(), "hanging", IndentStep.ToString()).Close().Close();
        }

        part.Close();
    }

    private static void Headings(Part part, HeadingList list, int id, Func<HeadingList, int, string?> styles)
    {
        part.Open("abstractNum", "abstractNumId", id.ToString()).Value("multiLevelType", "multilevel");
        for (var number = 1; number <= HeadingList.Levels; number++)
        {
            part.Open("lvl", "ilvl", (number - 1).ToString()).Value("start", 1);
            if (list.IdOf(number) == id && list[number] is { } level)
                Level(part, level, styles(list, number));
            // A level that is not numbered is there all the same: Word repairs a definition with gaps.
            else
                part.Value("numFmt", "none").Value("suff", "nothing").Value("lvlText", "").Value("lvlJc", "left");
            part.Close();
        }

        part.Close();
    }

    private static void Level(Part part, Level level, string? style)
    {
        part.Value("numFmt", WordNumerals.ListFormat(level.Numerals));
        if (!level.Restarts)
            part.Value("lvlRestart", 0);
        if (style is not null)
            part.Value("pStyle", style);
        if (level.IsLegal)
            part.Empty("isLgl");
        part.Value("suff", level.Text.EndsWith('、') || level.Text.EndsWith('）') ? "nothing" : "space");
        part.Value("lvlText", level.Text).Value("lvlJc", "left");
    }
}
