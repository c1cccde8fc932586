namespace Authoring.Compile.Html;

/// <summary>How blocks are written.</summary>
/// <param name="ImageUrl">Where a picture, named by its path inside the report, can be had.</param>
/// <param name="IsDocument">
/// For a document to be read by itself: figures open large, wide tables scroll. A preview shows the blocks alone.
/// </param>
internal sealed record HtmlForm(Func<string, string> ImageUrl, bool IsDocument = false)
{
    /// <summary>A table of so many columns may be wider than what it stands in: it scrolls, for the keyboard, too.</summary>
    public const int ManyColumns = 5;

    /// <summary>A reference that is longer than this is a title, and may be broken.</summary>
    public const int LongestNumber = 12;

    /// <summary>The names of places that no writer can have given.</summary>
    public const string Contents = "page:contents";

    public const string Text = "page:text";

    public static string Opened(string anchor) => $"open:{anchor}";

    public static string List(string name) => $"page:{name}";
}
