namespace Authoring.Compile.Patterns;

/// <summary>What a piece of a printed number is.</summary>
internal enum PieceKind
{
    /// <summary>A word or mark of the pattern.</summary>
    Literal,

    /// <summary>The kind's word, <c>{label}</c>.</summary>
    Label,

    /// <summary>The counter of a heading level, <c>{1}</c> … <c>{6}</c>; in an annex <c>{1}</c> is the annex's own counter.</summary>
    Level,

    /// <summary>The item's own counter, <c>{n}</c>.</summary>
    Own,

    /// <summary>The number of the nearest numbered heading above, <c>{section}</c>.</summary>
    Section,
}

/// <summary>A piece of a number, as it is printed.</summary>
/// <param name="Level">Of a heading counter, or of the heading whose number <c>{section}</c> is; else 0.</param>
/// <param name="Value">Of a counter; else 0.</param>
/// <param name="Section">What the number is made of that <c>{section}</c> prints; else null.</param>
internal readonly record struct NumberPiece(
    PieceKind Kind,
    string Text,
    int Level = 0,
    int Value = 0,
    Numerals Numerals = Numerals.Arabic,
    IReadOnlyList<NumberPiece>? Section = null
);

/// <summary>The number of the nearest numbered heading above, without its closing mark.</summary>
/// <param name="Level">Of that heading; 0: there is none.</param>
/// <param name="Pieces">What it is made of, its closing mark included.</param>
internal readonly record struct SectionNumber(string Number, int Level, IReadOnlyList<NumberPiece> Pieces)
{
    public static SectionNumber None { get; } = new("", 0, []);
}

/// <summary>
/// A number as it is printed, and what it is made of: a writer for a format that counts by itself says it in that format's own words.
/// </summary>
internal sealed class NumberText(IReadOnlyList<NumberPiece> pieces)
{
    /// <summary>Of what is not numbered, but stands in a list.</summary>
    public static NumberText Empty { get; } = new([]);

    public IReadOnlyList<NumberPiece> Pieces { get; } = pieces;

    public string Text { get; } = string.Concat(pieces.Select(piece => piece.Text));
}
