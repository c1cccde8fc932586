using Authoring.Compile.Pictures;

namespace Authoring.Compile.Docx;

/// <summary>A picture as a Word file takes it.</summary>
/// <param name="Extension"><c>png</c> or <c>jpeg</c>: what every program that reads Word files shows.</param>
public sealed record DocxPicture(byte[] Content, string Extension)
{
    /// <summary>Pixels of the longer side of a picture that is drawn anew: enough for print across a page.</summary>
    private const int Longest = 2400;

    /// <summary>
    /// Without its notes. What not every program shows in a Word file, and what only a note turns upright, is drawn anew. Null: there is
    /// none that can be shown.
    /// </summary>
    public static DocxPicture? Of(byte[]? content, CancellationToken cancellation = default)
    {
        if (content is null || ImageFacts.Read(content) is not { } facts)
            return null;
        if (facts.Orientation <= 1 && facts.MediaType == "image/png")
            return new DocxPicture(PictureCleaner.Clean(content), "png");
        if (facts.Orientation <= 1 && facts.MediaType == "image/jpeg")
            return new DocxPicture(PictureCleaner.Clean(content), "jpeg");
        return PictureDecoder.Render(content, Longest, cancellation) is { } drawn
            ? new DocxPicture(drawn.Content, drawn.MediaType == "image/png" ? "png" : "jpeg")
            : null;
    }
}

/// <summary>What a Word file is written with.</summary>
public sealed record DocxOptions
{
    /// <summary>
    /// The picture at a path inside the report, as it is to be printed; null: there is none that Word can show, and its path is printed.
    /// </summary>
    public required Func<string, DocxPicture?> Picture { get; init; }

    /// <summary>
    /// By bookmark, the sheet on which it lies, counted from 1 at the cover: what the named destinations of a PDF of the flat form say.
    /// Contents and lists print what stands at the foot of that sheet, and a dash for a bookmark that is not among them.
    /// </summary>
    public IReadOnlyDictionary<string, int> Pages { get; init; } = new Dictionary<string, int>();

    /// <summary>The office's own look in place of ours.</summary>
    public DocxTemplate? Template { get; init; }

    /// <summary>Without fields: every number as text. For programs that lay out pages and do not know all of Word's fields.</summary>
    public bool IsFlat { get; init; }
}

/// <summary>What became of a report in Word.</summary>
/// <param name="Notes">What had to be said otherwise than in Word's own words.</param>
/// <param name="Bookmarks">
/// By anchor of the report (of headings, captions, case cards and whole files), the bookmark around it: the key of
/// <see cref="DocxOptions.Pages"/>. The flat form and the other one have the same.
/// </param>
public sealed record DocxResult(IReadOnlyList<ExportNote> Notes, IReadOnlyDictionary<string, string> Bookmarks);

/// <summary>What a writer could not say in Word's own words.</summary>
/// <param name="Sentence">For the person who exports.</param>
public sealed record ExportNote(string Sentence);
