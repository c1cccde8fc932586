using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>What all writers of one Word file share: the part that is being written, names, lists, counters, notes.</summary>
internal sealed class WritingContext
{
    /// <summary>Of the file that begins; null: it is written.</summary>
    private string? _fileAnchor;

    public WritingContext(NumberedDocument document, DocxOptions options, Package package)
    {
        Package = package;
        Document = document;
        Options = options;
        Plan = new DocumentPlan(document, Numbering);
        Sheet = StylePart.Write(Plan.Body, Plan.Annexes, options.Template, TemplateStyles, options.IsFlat);
        Captions = new CaptionNumbers(Notes.PlainChapter);
        Comments = new CommentsPart(Names);
        Footnotes = new FootnotesPart(this);
        Pictures = new PictureWriter(this);
        Page = options.Template?.Page.Page ?? Page.Official;
        PictureRoom = Page.TextWidth;
        if (options.Template is { } template)
        {
            foreach (var what in template.LeftOut)
                Notes.LeftOut(what);
            var (odd, even) = template.Page.Heads;
            Heads = (Head("header1", odd), Head("header2", even));
        }

        var pattern = document.Contents.PageNumber;
        Footer = (
            Package.Add("footer1", "footer", SectionProperties.Footer(pattern, "right")),
            Package.Add("footer2", "footer", SectionProperties.Footer(pattern, "left"))
        );
        EmptyFooter = Package.Add("footer3", "footer", SectionProperties.Footer(pattern, null));
    }

    private string? Head(string name, XElement? head) =>
        head is null ? null : Package.Add(name, "header", StylePart.Bytes(TemplateStyles.Named(head)));

    public NumberedDocument Document { get; }
    public DocxOptions Options { get; }
    public Package Package { get; }
    public Part Part { get; } = new("document");
    public Names Names { get; } = new();
    public NumberingPart Numbering { get; } = new();
    public Notes Notes { get; } = new();
    public DocumentPlan Plan { get; }

    /// <summary>The part with the styles.</summary>
    public byte[] Sheet { get; }
    private TemplateStyles TemplateStyles { get; } = new();
    public CaptionNumbers Captions { get; }
    public CommentsPart Comments { get; }
    public FootnotesPart Footnotes { get; }
    public PictureWriter Pictures { get; }
    public Page Page { get; }

    /// <summary>How wide a picture may be where it stands, in twips.</summary>
    public int PictureRoom { get; set; }

    /// <summary>The ids of the heads of odd and even pages, where a template has some.</summary>
    public (string? Odd, string? Even) Heads { get; }

    /// <summary>The ids of the footers of odd and even pages.</summary>
    public (string Odd, string Even) Footer { get; }
    public string EmptyFooter { get; }

    /// <summary>What the file is that is being written.</summary>
    public ReportPart Kind { get; private set; }

    public void Enter(DocumentPart part)
    {
        (Kind, _fileAnchor) = (part.Kind, part.Anchor);
        Footnotes.Enter(part.Blocks);
    }

    /// <summary>
    /// The place where the file begins, once: inside of its first heading, since LibreOffice takes what stands before a paragraph for the
    /// end of the page before.
    /// </summary>
    public void FileBookmark()
    {
        if (_fileAnchor is not { } anchor)
            return;
        _fileAnchor = null;
        var id = Names.NextId();
        Part.Empty("bookmarkStart", "id", id, "name", Names.Entry(anchor)).Empty("bookmarkEnd", "id", id);
    }
}

/// <summary>Names of styles that depend on where something stands.</summary>
internal static class Styles
{
    public const int DeepestHeading = 6;

    /// <summary>As <c>STYLEREF</c> names the titles of annexes.</summary>
    public const string AnnexTitle = "\"附件标题\"";

    /// <summary>What <c>TOC \t</c> names.</summary>
    public const string AnnexTitleName = "附件标题",
        FrontTitleName = "前置标题 1",
        FigureCaptionName = "图题",
        TableCaptionName = "表题",
        CaseTitleName = "案例标题";
}

/// <summary>What could not be said in Word's own words, each kind once.</summary>
internal sealed class Notes
{
    private readonly List<string> _headings = [],
        _captions = [],
        _pictures = [],
        _blocks = [],
        _tables = [],
        _template = [];

    public void PlainHeading(string number) => _headings.Add(number);

    public void PlainChapter(string number) => _captions.Add(number);

    public void MissingPicture(string path) => _pictures.Add(path);

    /// <summary>Something of the template is not in the report.</summary>
    public void LeftOut(string what) => _template.Add(what);

    public void NarrowTable(string what) => _tables.Add(what);

    public void PlainBlock(string what) => _blocks.Add(what);

    public IReadOnlyList<ExportNote> All =>
        [
            .. Of(_headings, Messages.PlainHeadings),
            .. Of(_captions, Messages.PlainCaptions),
            .. Of(_pictures, Messages.PicturesLeftOut),
            .. Of(_blocks, Messages.BlocksAsText),
            .. Of(_tables, Messages.TablesTooNarrow),
            .. _template.Select(what => new ExportNote(Messages.TemplateLeftOut(what))),
        ];

    private static IEnumerable<ExportNote> Of(List<string> found, Func<int, string, string> sentence)
    {
        const int named = 5;
        if (found.Count == 0)
            yield break;
        var first = string.Join("、", found.Distinct(StringComparer.Ordinal).Take(named));
        yield return new ExportNote(sentence(found.Count, first));
    }
}
