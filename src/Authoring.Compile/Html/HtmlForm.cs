namespace Authoring.Compile.Html;

/// <summary>How blocks are written.</summary>
/// <param name="ImageUrl">Where a picture, named by its path inside the report, can be had.</param>
internal sealed record HtmlForm(Func<string, string> ImageUrl)
{
    /// <summary>A table of so many columns may be wider than what it stands in: it scrolls, for the keyboard, too.</summary>
    public const int ManyColumns = 5;

    /// <summary>A reference that is longer than this is a title, and may be broken.</summary>
    public const int LongestNumber = 12;

    /// <summary>The names of places that no writer can have given.</summary>
    public const string Contents = "page:contents";

    public const string Text = "page:text";

    /// <summary>All blocks of a report in their order: the headings of a card are below that of its section.</summary>
    public bool IsWhole { get; init; }

    /// <summary>To be read on a screen: figures open over the page, wide tables scroll.</summary>
    public bool IsForReading { get; init; }

    /// <summary>Pictures are fetched when they come near the window.</summary>
    public bool IsLazy { get; init; }

    /// <summary>
    /// The address of the page on which they stand, for links to places in it; none is needed where nothing says another base.
    /// </summary>
    public string Page { get; init; } = "";

    /// <summary>
    /// The version of the text at a path inside the report, for pages on which people say something about words: each word carries its
    /// place in that version. Null: none does.
    /// </summary>
    public Func<string, int>? Versions { get; init; }

    /// <summary>The whole report to be read on a screen, on the page of this address.</summary>
    public static HtmlForm ForReading(Func<string, string> imageUrl, string page) =>
        new(imageUrl)
        {
            IsWhole = true,
            IsForReading = true,
            IsLazy = true,
            Page = page,
        };

    public static string Opened(string anchor) => $"open:{anchor}";

    public static string List(string name) => $"page:{name}";
}
