using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Docx;

/// <summary>
/// One hierarchy of numbered headings (the body's, the annexes', a case card's) as a list of Word's, and what Word will count in it. Word's
/// rules are
/// those of ECMA-376, 17.9: a level prints its pattern, each <c>%k</c> in the numerals of level k, or all in digits where the level is
/// "legal"; a level
/// begins again behind every heading above it, unless told never to.
/// </summary>
internal sealed class HeadingList
{
    /// <summary>Word has nine levels.</summary>
    public const int Levels = 9;

    private readonly Level?[] _levels = new Level?[Levels + 1];
    private readonly int[] _counts = new int[Levels + 1];
    private readonly int[] _ids = new int[Levels + 1];

    /// <param name="nextId">A number for a list, for paragraphs and styles.</param>
    /// <param name="rules">By level, level 1 first; null: not numbered.</param>
    /// <param name="mark">What stands for <c>{1}</c> in an annex.</param>
    public HeadingList(Func<int> nextId, IReadOnlyList<HeadingRule?> rules, NumberText? mark = null)
    {
        var ones = Enumerable.Repeat(1, Levels + 1).ToArray();
        for (var level = 1; level <= Math.Min(Levels, rules.Count); level++)
        {
            if (rules[level - 1] is not { } rule)
                continue;
            var pieces = rule.Format.Print(new PatternValues(ones, level == 1 ? null : mark, 1, default, "")).Pieces;
            _levels[level] = Level.Read(level, pieces, rule.Restarts, above => _levels[above]);
        }

        for (var level = 1; level <= Levels; level++)
            _ids[level] = level == 1 || IsApart(level) ? nextId() : _ids[level - 1];
    }

    /// <summary>The lists that the hierarchy is made of.</summary>
    public IEnumerable<int> Ids => _ids.Skip(1).Distinct();

    /// <summary>The list that a level belongs to.</summary>
    public int IdOf(int level) => _ids[level];

    public Level? this[int level] => level <= Levels ? _levels[level] : null;

    /// <summary>
    /// Counts a heading as Word will. False: Word would print something else than <paramref name="number"/>, or nobody knows what; then the
    /// heading is not
    /// part of the list, has its number as text, and Word counts nothing.
    /// </summary>
    public bool Count(int level, string number)
    {
        if (this[level] is not { } rule)
            return false;
        var before = (int[])_counts.Clone();
        _counts[level]++;
        for (var below = level + 1; below <= Levels; below++)
            if (_ids[below] == _ids[level] && _levels[below] is null or { Restarts: true })
                _counts[below] = 0;
        if (rule.Print(_counts, _levels) == number)
            return true;
        before.CopyTo(_counts, 0);
        return false;
    }

    /// <summary>
    /// A level that goes on counting across its parents and prints none of them is a list of its own, with all below it: Word would do
    /// without, but LibreOffice knows no <c>lvlRestart</c>.
    /// </summary>
    private bool IsApart(int level) =>
        _levels[level] is { Restarts: false }
        && _levels
            .Skip(level)
            .OfType<Level>()
            .All(below => below.Pieces.All(piece => piece.Kind != PieceKind.Level || piece.Level >= level));

    /// <summary>
    /// What <c>STYLEREF … \s</c> gives for a heading of this level that was just counted: the counter alone, or the number without its
    /// closing mark.
    /// </summary>
    public string StyleReference(int level) => this[level] is { } rule ? rule.Bare(_counts, _levels) : "";
}

/// <summary>A level of a list: its pattern in Word's words.</summary>
/// <param name="Text"><c>lvlText</c>: <c>%1.%2</c></param>
/// <param name="IsLegal">All counters are printed in digits.</param>
internal sealed record Level(int Number, string Text, Numerals Numerals, bool IsLegal, bool Restarts, IReadOnlyList<NumberPiece> Pieces)
{
    /// <summary>Null: Word's lists cannot say it.</summary>
    public static Level? Read(int number, IReadOnlyList<NumberPiece> pieces, bool restarts, Func<int, Level?> above)
    {
        var counters = pieces
            .Where(piece => piece.Kind is PieceKind.Level or PieceKind.Own)
            .Select(piece => piece.Kind == PieceKind.Own ? piece with { Level = number } : piece)
            .ToList();
        if (counters.Exists(counter => counter.Level > number))
            return null;
        var own = counters.Where(counter => counter.Level == number).Select(counter => counter.Numerals).Distinct().ToList();
        if (own.Count > 1)
            return null;
        var numerals = own.Count == 0 ? Numerals.Arabic : own[0];
        var isSame = counters.TrueForAll(counter => counter.Level == number || above(counter.Level)?.Numerals == counter.Numerals);
        var isLegal =
            !isSame
            && counters.TrueForAll(counter =>
                counter.Numerals == Numerals.Arabic && (counter.Level == number || above(counter.Level) is not null)
            );
        if (!isSame && !isLegal)
            return null;
        var text = string.Concat(
            pieces.Select(piece =>
                piece.Kind switch
                {
                    PieceKind.Own => $"%{number}",
                    PieceKind.Level => $"%{piece.Level}",
                    // A percent sign begins a counter in Word: a full-width one only looks like it.
                    _ => piece.Text.Replace('%', '％'),
                }
            )
        );
        return pieces.Any(piece => piece.Kind == PieceKind.Literal && piece.Text.Contains('%'))
            ? null
            : new Level(number, text, numerals, isLegal, restarts, [.. pieces]);
    }

    public string Print(int[] counts, Level?[] levels) =>
        string.Concat(Pieces.Select(piece => piece.Kind is PieceKind.Level or PieceKind.Own ? Counter(piece, counts, levels) : piece.Text));

    public string Bare(int[] counts, Level?[] levels)
    {
        var counters = Pieces.Where(piece => piece.Kind is PieceKind.Level or PieceKind.Own).ToList();
        return counters.Count == 1 ? Counter(counters[0], counts, levels) : Sections.WithoutClosing(Print(counts, levels));
    }

    private string Counter(NumberPiece piece, int[] counts, Level?[] levels)
    {
        var level = piece.Kind == PieceKind.Own ? Number : piece.Level;
        // Behind a skipped level Word and other programs differ: no number of ours is this one.
        return counts[level] == 0 ? "\0" : WordNumerals.Write(counts[level], IsLegal ? Numerals.Arabic : levels[level]!.Numerals);
    }
}

/// <summary>Numerals by the names that Word has for them, and as Word writes them.</summary>
internal static class WordNumerals
{
    private const int Letters = 26;

    /// <summary>Of a list's level.</summary>
    public static string ListFormat(Numerals numerals) =>
        numerals switch
        {
            Numerals.Chinese => "chineseCountingThousand",
            Numerals.ChineseUpper => "chineseLegalSimplified",
            Numerals.Alpha => "upperLetter",
            Numerals.AlphaLower => "lowerLetter",
            Numerals.Roman => "upperRoman",
            Numerals.RomanLower => "lowerRoman",
            _ => "decimal",
        };

    /// <summary>Of a field: what follows <c>\*</c>.</summary>
    public static string FieldFormat(Numerals numerals) =>
        numerals switch
        {
            Numerals.Chinese => "CHINESENUM3",
            Numerals.ChineseUpper => "CHINESENUM2",
            Numerals.Alpha => "ALPHABETIC",
            Numerals.AlphaLower => "alphabetic",
            Numerals.Roman => "ROMAN",
            Numerals.RomanLower => "roman",
            _ => "ARABIC",
        };

    /// <summary>Word counts letters A … Z, AA, BB …, not AA, AB.</summary>
    public static string Write(int value, Numerals numerals) =>
        numerals is Numerals.Alpha or Numerals.AlphaLower && value > Letters
            ? new string(NumeralWriter.Write(((value - 1) % Letters) + 1, numerals)[0], ((value - 1) / Letters) + 1)
            : NumeralWriter.Write(value, numerals);
}
