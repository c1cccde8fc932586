using Authoring.Compile.Pictures;

namespace Authoring.Compile.Docx;

/// <summary>A picture as a Word file takes it.</summary>
/// <param name="Extension"><c>png</c> or <c>jpeg</c>: what every program that reads Word files shows.</param>
public sealed record DocxPicture(byte[] Content, string Extension)
{
    /// <summary>Without its notes. Null: there is none, or it is of a kind that not every program shows in a Word file.</summary>
    public static DocxPicture? Of(byte[]? content) => content is null ? null : ImageFacts.Read(content)?.MediaType switch
    {
        "image/png" => new DocxPicture(PictureCleaner.Clean(content), "png"),
        "image/jpeg" => new DocxPicture(PictureCleaner.Clean(content), "jpeg"),
        _ => null,
    };
}

/// <summary>What a Word file is written with.</summary>
public sealed record DocxOptions
{
    /// <summary>The picture at a path inside the report, as it is to be printed; null: there is none that Word can show, and its path is printed.</summary>
    public required Func<string, DocxPicture?> Picture { get; init; }

    /// <summary>The page of an anchor, as it is printed; null: not known, and a dash stands in its place.</summary>
    public Func<string, string?> Page { get; init; } = _ => null;

    /// <summary>Without fields: every number as text. For programs that lay out pages and do not know all of Word's fields.</summary>
    public bool IsFlat { get; init; }
}

/// <summary>What a writer could not say in Word's own words.</summary>
/// <param name="Sentence">For the person who exports.</param>
public sealed record ExportNote(string Sentence);
