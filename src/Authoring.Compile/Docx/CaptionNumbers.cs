using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Docx;

/// <summary>A piece of a caption's number in Word: plain text, or a field and its result.</summary>
/// <param name="Instruction">Null: plain text.</param>
internal readonly record struct CaptionPiece(string Text, string? Instruction);

/// <summary>
/// Captions' numbers as fields: <c>STYLEREF</c> for what a heading above gives, <c>SEQ</c> for the kind's own counter. What Word will make
/// of them is counted
/// along: a counter that Word would have otherwise is set (<c>\r</c>), what no heading gives is plain text, and is told in the export's
/// notes.
/// </summary>
internal sealed class CaptionNumbers(Action<string> note)
{
    private readonly Dictionary<string, Sequence> _sequences = new(StringComparer.Ordinal);

    /// <summary>By style, what <c>STYLEREF … \s</c> finds when it looks upwards from here.</summary>
    private readonly Dictionary<string, string> _above = new(StringComparer.Ordinal);

    /// <summary>A heading has gone by.</summary>
    /// <param name="style">As <c>STYLEREF</c> names it: a level of the built-in headings, or a style's name in quotes.</param>
    /// <param name="bare">Its number without closing mark; null: Word numbers it not.</param>
    /// <param name="level">Of the built-in headings; 0: it is none of them.</param>
    public void Heading(string style, string? bare, int level)
    {
        _above[style] = bare ?? "0";
        if (level > 0)
            foreach (var sequence in _sequences.Values)
                sequence.Heading(level);
    }

    /// <param name="identifier">The kind's word, by which Word's own dialogs and lists go.</param>
    /// <param name="chapterStyle">How <c>STYLEREF</c> names the first level here: 1, or the annexes' style.</param>
    public IReadOnlyList<CaptionPiece> Pieces(PrintedNumber number, string identifier, KindRule rule, string chapterStyle)
    {
        var pieces = number.Number.Pieces;
        var result = new List<CaptionPiece>();
        for (var at = 0; at < pieces.Count; )
        {
            var (end, style) = HeadingFrom(pieces, at, chapterStyle);
            var text = string.Concat(pieces.Skip(at).Take(end - at).Select(piece => piece.Text));
            if (style is not null)
                result.Add(new CaptionPiece(text, $"STYLEREF {style} \\s"));
            else if (pieces[at].Kind == PieceKind.Own)
                result.Add(Own(pieces[at], identifier, rule));
            else
                result.Add(Plain(pieces[at], number.Text));
            at = end;
        }

        return result;
    }

    /// <summary>The longest run of pieces from here on that one heading above gives as a whole; null: none does.</summary>
    private (int End, string? Style) HeadingFrom(IReadOnlyList<NumberPiece> pieces, int at, string chapterStyle)
    {
        if (pieces[at].Kind is PieceKind.Level or PieceKind.Section)
        {
            for (var end = pieces.Count; end > at; end--)
            {
                var last = pieces[end - 1];
                if (last.Kind is not (PieceKind.Level or PieceKind.Section) || last.Level == 0)
                    continue;
                var style = last.Level == 1 ? chapterStyle : last.Level.ToString();
                var text = string.Concat(pieces.Skip(at).Take(end - at).Select(piece => piece.Text));
                if (_above.GetValueOrDefault(style) == text)
                    return (end, style);
            }
        }

        return (at + 1, null);
    }

    private CaptionPiece Own(NumberPiece piece, string identifier, KindRule rule)
    {
        if (!_sequences.TryGetValue(identifier, out var sequence))
            _sequences[identifier] = sequence = new Sequence(rule.RestartDepth);
        var restart = rule.RestartDepth > 0 ? $" \\s {rule.RestartDepth}" : "";
        var set = sequence.Count(piece.Value) && WordNumerals.Write(piece.Value, piece.Numerals) == piece.Text ? "" : $" \\r {piece.Value}";
        // LibreOffice has no Chinese numerals for a counter. It does not know the field in small letters, which are all the same to Word,
        // and so shows the result that is there.
        var name = piece.Numerals is Numerals.Chinese or Numerals.ChineseUpper ? "Seq" : "SEQ";
        return new CaptionPiece(piece.Text, $"{name} {identifier} \\* {WordNumerals.FieldFormat(piece.Numerals)}{restart}{set}");
    }

    private CaptionPiece Plain(NumberPiece piece, string number)
    {
        if (piece.Kind is PieceKind.Level or PieceKind.Section)
            note(number);
        return new CaptionPiece(piece.Text, null);
    }

    /// <summary>
    /// A counter of Word's. Whether one that begins again at headings of a level does so at higher ones, too, is told in two ways: only
    /// what both give is relied on.
    /// </summary>
    private sealed class Sequence(int restartLevel)
    {
        private int _atLevel,
            _atLevelAndAbove;

        public void Heading(int level)
        {
            if (level == restartLevel)
                _atLevel = 0;
            if (level <= restartLevel)
                _atLevelAndAbove = 0;
        }

        /// <summary>False: Word has to be told the number.</summary>
        public bool Count(int value)
        {
            var isSame = ++_atLevel == value & ++_atLevelAndAbove == value;
            (_atLevel, _atLevelAndAbove) = (value, value);
            return isSame;
        }
    }
}
