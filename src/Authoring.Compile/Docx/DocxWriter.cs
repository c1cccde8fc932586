using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>
/// Writes a document as a Word file: numbers as Word's own lists and fields, each with its result of this moment, in the look of an
/// official document.
/// Written part by part without a model in memory; the same document gives the same bytes. One use.
/// </summary>
internal sealed class DocxWriter(NumberedDocument document, DocxOptions options, Package package)
{
    private readonly WritingContext _context = new(document, options, package);

    public DocxResult Write()
    {
        var part = _context.Part;
        part.Open("body");
        new ListsWriter(_context).Write();
        var blocks = new BodyWriter(_context);
        for (var i = 0; i < document.Parts.Count; i++)
            Write(blocks, document.Parts[i], isFirst: i == 0, isLast: i == document.Parts.Count - 1);
        if (document.Parts.Count == 0)
            SectionProperties.Write(_context, isLast: true, isFirst: true);
        part.Close();
        var content = part.Finish();
        package.Add("styles", "styles", _context.Sheet);
        if (options.Template?.Theme is { Root: { } theme })
            package.AddTheme(StylePart.Bytes(theme));
        package.Add("numbering", "numbering", _context.Numbering.Write(LinkedStyle));
        package.Add("fontTable", "fontTable", StylePart.Fonts());
        var footnotes = _context.Footnotes.Finish();
        package.Add("settings", "settings", Settings(hasFootnotes: footnotes is not null));
        if (footnotes is not null)
            package.Add("footnotes", "footnotes", footnotes);
        if (_context.Comments.Any)
        {
            package.Add("comments", "comments", _context.Comments.Words());
            package.AddNewer("commentsExtended", _context.Comments.Threads());
        }

        package.Finish(content, Properties());
        return new DocxResult(_context.Notes.All, _context.Names.Entries);
    }

    private void Write(BodyWriter blocks, DocumentPart file, bool isFirst, bool isLast)
    {
        _context.Enter(file);
        if (file.Blocks is not [HeadingBlock, ..])
            _context.FileBookmark();
        blocks.Write(file.Blocks);
        SectionProperties.Write(_context, isLast, isFirst);
    }

    private string? LinkedStyle(HeadingList list, int level) =>
        level > Styles.DeepestHeading || list[level] is null ? null
        : list == _context.Plan.Body ? $"Heading{level}"
        : list == _context.Plan.Annexes ? $"AnnexHeading{level}"
        : null;

    private static byte[] Settings(bool hasFootnotes)
    {
        using var part = new Part("settings");
        part.Empty("zoom", "percent", "100").Value("defaultTabStop", 420).Empty("evenAndOddHeaders");
        part.Value("characterSpacingControl", "compressPunctuation");
        if (hasFootnotes)
            part.Open("footnotePr").Empty("footnote", "id", "-1").Empty("footnote", "id", "0").Close();
        part.Open("compat");
        foreach (var (name, value) in new[] { ("compatibilityMode", "15"), ("overrideTableStyleFontSizeAndJustification", "1") })
            part.Empty("compatSetting", "name", name, "uri", "http://schemas.microsoft.com/office/word", "val", value);
        part.Close();
        part.Empty("themeFontLang", "val", "en-US", "eastAsia", "zh-CN");
        return part.Finish();
    }

    private byte[] Properties()
    {
        var xml = new System.Text.StringBuilder("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""")
            .Append("""<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" """)
            .Append("""xmlns:dc="http://purl.org/dc/elements/1.1/">""")
            .Append("<dc:title>")
            .Append(System.Security.SecurityElement.Escape(Part.Clean(document.Title)))
            .Append("</dc:title>")
            .Append("<dc:language>zh-CN</dc:language></cp:coreProperties>");
        return System.Text.Encoding.UTF8.GetBytes(xml.ToString());
    }
}
