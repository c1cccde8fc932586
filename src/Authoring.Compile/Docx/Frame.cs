namespace Authoring.Compile.Docx;

/// <summary>
/// The frame of a case card, as the style of a card's text has it: what stands between two of its paragraphs is in one frame with them.
/// A table is no paragraph, and ends a frame; it continues the frame's edges instead, without a gap above it or below.
/// </summary>
internal static class Frame
{
    /// <summary>Of what stands in the frame, on both sides, in twips.</summary>
    public const int Indent = 140;

    /// <summary>Of the frame's edges, from those of the text; twips.</summary>
    public const int Edge = Indent - (20 * EdgeSpace);

    private const int EdgeSpace = 6; // points, between an edge and the words

    private static readonly string[] Sides = ["top", "left", "bottom", "right"];

    /// <param name="isLast">A table follows: no space between the frame's part above it and the table.</param>
    public static void Write(Part part, bool isLast = false)
    {
        part.Open("pBdr");
        Edges(part, EdgeSpace);
        part.Close().Empty("shd", "val", "clear", "color", "auto", "fill", "F7F7F7");
        if (isLast)
            part.Empty("spacing", "before", "80", "after", "0", "line", "400", "lineRule", "exact");
        part.Empty("ind", "left", Indent.ToString(), "right", Indent.ToString());
    }

    /// <summary>The edges of a table within the frame.</summary>
    public static void Table(Part part)
    {
        part.Open("tblBorders");
        Edges(part, space: 0);
        part.Close();
    }

    private static void Edges(Part part, int space)
    {
        foreach (var side in Sides)
            part.Empty(side, "val", "single", "sz", "6", "space", space.ToString(), "color", "7F7F7F");
    }
}
