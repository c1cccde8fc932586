using System.Text;

namespace Authoring.Compile.Patterns;

/// <summary>What a pattern may name, by the place in <c>report.yml</c> where it stands.</summary>
[Flags]
internal enum PatternNames
{
    None = 0,

    /// <summary><c>{1}</c> … <c>{6}</c></summary>
    Levels = 1,

    /// <summary><c>{n}</c></summary>
    Own = 2,

    /// <summary><c>{section}</c></summary>
    Section = 4,

    /// <summary><c>{label}</c></summary>
    Label = 8,

    /// <summary><c>{page}</c></summary>
    Page = 16,
    Heading = Levels | Own,
    Item = Levels | Own | Section | Label,
}

/// <summary>What is printed for the names of a pattern.</summary>
/// <param name="Levels">Heading counters by level; index 0 is unused.</param>
/// <param name="Mark">What <c>{1}</c> prints instead of its counter: an annex's mark.</param>
/// <param name="Section">The number of the nearest numbered heading above, and its level.</param>
internal readonly record struct PatternValues(IReadOnlyList<int> Levels, NumberText? Mark, int Own, SectionNumber Section, string Label);

/// <summary>
/// How a number is printed: text with names in braces, <c>{label} {1}-{n}</c>. It knows nothing of counting.
/// A literal brace is doubled. What cannot be read stays in the output as it was written, so that it is seen.
/// </summary>
internal sealed class Pattern
{
    /// <summary>UTF-16 code units. It is printed with every number.</summary>
    private const int MaxLength = 1000;

    private readonly List<Part> _parts = [];

    private Pattern(string source) => Source = source;

    public string Source { get; }

    public bool Uses(PatternNames names) => _parts.Exists(part => (part.Name & names) != PatternNames.None);

    /// <summary>It names a heading's counter that nothing has counted.</summary>
    public bool Lacks(IReadOnlyList<int> levels) => _parts.Exists(part => part.Name == PatternNames.Levels && levels[part.Level] == 0);

    /// <summary>The first level that it names has not been counted.</summary>
    public bool BeginsWithNone(IReadOnlyList<int> levels) =>
        _parts.Find(part => part.Name is PatternNames.Levels or PatternNames.Section) is { Name: PatternNames.Levels } first
        && levels[first.Level] == 0;

    /// <summary>Reads a pattern; each piece that cannot be read is reported as it was written.</summary>
    public static Pattern Parse(string source, PatternNames allowed, Action<string> bad)
    {
        if (source.Length > MaxLength)
        {
            bad(source);
            source = source[..MaxLength];
        }

        var pattern = new Pattern(source);
        var text = new StringBuilder();
        for (var at = 0; at < source.Length; )
        {
            if (source[at] is not ('{' or '}'))
                text.Append(source[at++]);
            else
                at += pattern.ReadBrace(source, at, allowed, text, bad);
        }

        pattern.Flush(text);
        return pattern;
    }

    /// <summary>A brace, doubled, before a name, or one that cannot be read. Says how many characters that takes.</summary>
    private int ReadBrace(string source, int at, PatternNames allowed, StringBuilder text, Action<string> bad)
    {
        var c = source[at];
        if (at + 1 < source.Length && source[at + 1] == c)
        {
            text.Append(c);
            return "{{".Length;
        }

        var length = c == '{' && source.IndexOf('}', at) is var end and > 0 ? end - at + 1 : 1;
        if (length > 1 && ReadName(source.AsSpan(at + 1, length - 2)) is { } part && allowed.HasFlag(part.Name))
        {
            Flush(text);
            _parts.Add(part);
            return length;
        }

        bad(source.Substring(at, length));
        text.Append(source, at, length);
        return length;
    }

    /// <summary>
    /// Without the last of the levels that it names, if nothing has counted them, and without what divides them from those before: above a
    /// chapter's first section <c>{1}.{2}-{n}</c> is <c>{1}-{n}</c>.
    /// </summary>
    /// <param name="hasMark">The first level is printed as a mark, so it is there.</param>
    /// <returns>Null: they have words of their own (<c>第{2}节</c>), and nobody knows what would be left.</returns>
    public Pattern? WithoutEmpty(IReadOnlyList<int> levels, bool hasMark)
    {
        bool IsEmpty(Part part) => part.Name == PatternNames.Levels && levels[part.Level] == 0 && !(hasMark && part.Level == 1);
        var last = _parts.FindLastIndex(part => part.Name is PatternNames.Levels or PatternNames.Section && !IsEmpty(part));
        var end = _parts.FindLastIndex(IsEmpty) + 1;
        if (last < 0 || end <= last)
            return this;
        if (_parts[last..Math.Min(end + 1, _parts.Count)].Exists(part => part.Text.Any(char.IsLetterOrDigit)))
            return null;
        var pattern = new Pattern(Source);
        pattern._parts.AddRange(_parts[..(last + 1)]);
        pattern._parts.AddRange(_parts[end..]);
        return pattern;
    }

    public NumberText Print(in PatternValues values)
    {
        var pieces = new List<NumberPiece>(_parts.Count);
        foreach (var part in _parts)
        {
            // The annex's own counter is the first level of what stands in it.
            if (part is { Name: PatternNames.Levels, Level: 1 } && values.Mark is { } mark)
                pieces.AddRange(
                    mark.Pieces.Select(piece => piece.Kind == PieceKind.Own ? piece with { Kind = PieceKind.Level, Level = 1 } : piece)
                );
            else
                pieces.Add(Print(part, values));
        }

        return new NumberText(pieces);
    }

    private static NumberPiece Print(Part part, in PatternValues values) =>
        part.Name switch
        {
            PatternNames.Levels => Counter(PieceKind.Level, part.Level, values.Levels[part.Level], part.Numerals),
            PatternNames.Own or PatternNames.Page => Counter(PieceKind.Own, 0, values.Own, part.Numerals),
            PatternNames.Section => new NumberPiece(
                PieceKind.Section,
                values.Section.Number ?? "",
                values.Section.Level,
                Section: values.Section.Pieces
            ),
            PatternNames.Label => new NumberPiece(PieceKind.Label, values.Label),
            _ => new NumberPiece(PieceKind.Literal, part.Text),
        };

    private static NumberPiece Counter(PieceKind kind, int level, int value, Numerals numerals) =>
        new(kind, NumeralWriter.Write(value, numerals), level, value, numerals);

    private void Flush(StringBuilder text)
    {
        if (text.Length > 0)
            _parts.Add(new Part(PatternNames.None, 0, Numerals.Arabic, text.ToString()));
        text.Clear();
    }

    private static Part? ReadName(ReadOnlySpan<char> inside)
    {
        var colon = inside.IndexOf(':');
        var name = colon < 0 ? inside : inside[..colon];
        var numerals = colon < 0 ? Numerals.Arabic : NumeralWriter.Parse(inside[(colon + 1)..]);
        if (numerals is not { } chosen)
            return null;
        if (name is [>= '1' and <= '6' and var digit])
            return new Part(PatternNames.Levels, digit - '0', chosen, "");
        return name switch
        {
            "n" => new Part(PatternNames.Own, 0, chosen, ""),
            "page" => new Part(PatternNames.Page, 0, chosen, ""),
            "section" when colon < 0 => new Part(PatternNames.Section, 0, chosen, ""),
            "label" when colon < 0 => new Part(PatternNames.Label, 0, chosen, ""),
            _ => null,
        };
    }

    private sealed record Part(PatternNames Name, int Level, Numerals Numerals, string Text);
}
