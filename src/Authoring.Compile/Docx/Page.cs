using Authoring.Compile.Patterns;

namespace Authoring.Compile.Docx;

/// <summary>A page and its margins, all in twips, 1/1440 inch.</summary>
/// <param name="Header">From the upper edge to the page's head.</param>
/// <param name="Footer">From the lower edge to the page's foot.</param>
internal sealed record Page(int Width, int Height, int Top, int Bottom, int Left, int Right, int Header, int Footer)
{
    /// <summary>Of an official document (GB/T 9704): A4, 156 × 225 mm of text.</summary>
    public static Page Official { get; } = new(11906, 16838, 2098, 1984, 1587, 1474, 851, 1400);

    public int TextWidth => Width - Left - Right;

    public int TextHeight => Height - Top - Bottom;
}

/// <summary>Ends a section of a Word file: page, page numbers, and that footnotes count anew.</summary>
internal static class SectionProperties
{
    /// <param name="isLast">The last section's properties end the body; others stand in a paragraph of their own.</param>
    /// <param name="isFirst">Pages count from 1 here; annexes go on.</param>
    public static void Write(WritingContext context, bool isLast, bool isFirst) =>
        Write(context, isLast, () => Properties(context, isFirst ? "1" : null, "decimal", context.Footer));

    /// <summary>Cover and lists: the cover has no number, the lists have Roman ones.</summary>
    public static void WriteFront(WritingContext context, bool isCover) =>
        Write(
            context,
            isLast: false,
            () => Properties(context, isCover ? null : "1", isCover ? "decimal" : "upperRoman", isCover ? null : context.Footer)
        );

    private static void Write(WritingContext context, bool isLast, Action properties)
    {
        if (isLast)
        {
            properties();
            return;
        }

        context.Part.Open("p").Open("pPr").Value("pStyle", "Normal").Empty("spacing", "line", "20", "lineRule", "exact");
        properties();
        context.Part.Close().Close();
    }

    private static void Properties(WritingContext context, string? start, string format, (string Odd, string Even)? footer)
    {
        var (part, page) = (context.Part, context.Page);
        part.Open("sectPr");
        // The cover has neither head nor foot.
        foreach (var (type, id) in new[] { ("default", context.Heads.Odd), ("even", context.Heads.Even) })
            if (id is not null && footer is not null)
                part.Open("headerReference", "type", type).Attribute("id", Part.Relations, id).Close();
        foreach (var (type, id) in new[] { ("default", footer?.Odd ?? context.EmptyFooter), ("even", footer?.Even ?? context.EmptyFooter) })
            part.Open("footerReference", "type", type).Attribute("id", Part.Relations, id).Close();
        part.Open("footnotePr").Value("numRestart", "eachSect").Close();
        part.Value("type", "nextPage").Empty("pgSz", "w", page.Width.ToString(), "h", page.Height.ToString());
        part.Empty(
            "pgMar",
            "top",
            page.Top.ToString(),
            "right",
            page.Right.ToString(),
            "bottom",
            page.Bottom.ToString(),
            "left",
            page.Left.ToString(),
            "header",
            page.Header.ToString(),
            "footer",
            page.Footer.ToString(),
            "gutter",
            "0"
        );
        part.Empty("pgNumType", "fmt", format, "start", start);
        part.Close();
    }

    /// <summary>A footer with the page number in the report's pattern; odd pages have it on the right, even ones on the left.</summary>
    public static byte[] Footer(Pattern? pattern, string? side)
    {
        using var part = new Part("ftr");
        part.Open("p").Open("pPr").Value("pStyle", "Footer");
        if (side is not null)
            part.Empty("ind", side == "right" ? "right" : "left", "320").Value("jc", side);
        part.Close();
        if (side is not null)
        {
            var fields = new FieldWriter(part, isFlat: false);
            var pieces = pattern?.Print(new PatternValues([], null, 1, default, "")).Pieces ?? [new NumberPiece(PieceKind.Own, "1")];
            foreach (var piece in pieces)
            {
                if (piece.Kind != PieceKind.Own)
                    fields.Run(piece.Text);
                else
                    fields.Write(
                        piece.Numerals == Numerals.Arabic ? "PAGE" : $"PAGE \\* {WordNumerals.FieldFormat(piece.Numerals)}",
                        piece.Text
                    );
            }
        }

        part.Close();
        return part.Finish();
    }
}
