using Authoring.Compile.Definition;
using Authoring.Compile.Document;

namespace Authoring.Compile.Html;

/// <summary>Writes a document as one HTML document: cover, contents, lists, and every file in its place.</summary>
internal sealed class DocumentWriter(NumberedDocument document, Func<string, string> imageUrl)
{
    private const int EnoughToHandOn = 64 * 1024; // UTF-16 code units

    private const string Policy = "default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'";

    private static readonly string Style = ReadStyle();

    private readonly HtmlBuilder _html = new();

    public void Write(TextWriter output)
    {
        Write(() => _html.Flush(output, EnoughToHandOn));
        _html.Flush(output);
    }

    public override string ToString()
    {
        Write(() => { });
        return _html.Take();
    }

    private void Write(Action written)
    {
        Head();
        Cover();
        foreach (var list in document.Lists)
            List(list);
        _html.Raw("<main>\n");
        var blocks = new BlockWriter(_html, imageUrl);
        foreach (var part in document.Parts)
            Part(part, blocks, written);
        _html.Raw("</main>\n</body>\n</html>\n");
    }

    private void Part(DocumentPart part, BlockWriter blocks, Action written)
    {
        _html.Raw("<section class=\"").Raw(PartClass(part.Kind)).Raw("\" id=\"").Raw(part.Anchor).Raw("\">\n");
        foreach (var block in part.Blocks)
        {
            blocks.Write(block);
            written();
        }

        _html.Raw("</section>\n");
    }

    private static string PartClass(ReportPart part) =>
        part switch
        {
            ReportPart.Front => "front",
            ReportPart.Annex => "annex",
            _ => "chapter",
        };

    private static string ReadStyle()
    {
        using var stream = typeof(DocumentWriter).Assembly.GetManifestResourceStream("Authoring.Compile.Html.document.css")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private void Head()
    {
        _html.Raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Should anything ever slip through, it still may not run or call home.
        _html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").Raw(Policy).Raw("\">\n");
        _html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        _html.Raw("<title>").Text(document.Title).Raw("</title>\n<style>\n").Raw(Style).Raw("</style>\n</head>\n<body>\n");
    }

    private void Cover()
    {
        _html.Raw("<header>\n<h1>").Text(document.Title).Raw("</h1>\n");
        foreach (var line in document.Cover.Skip(1))
            _html.Raw("<p>").Text(line).Raw("</p>\n");
        _html.Raw("</header>\n");
    }

    private void List(PrintedList list)
    {
        _html.Raw("<nav class=\"").Raw(list.Name).Raw("\" aria-label=\"").Text(list.Title);
        _html.Raw("\">\n<h2>").Text(list.Title).Raw("</h2>\n<ul>\n");
        foreach (var entry in list.Entries)
            Entry(entry);
        _html.Raw("</ul>\n</nav>\n");
    }

    private void Entry(PrintedEntry entry)
    {
        _html.Raw(entry.Level == 0 ? "<li>" : $"<li class=\"level-{entry.Level}\">");
        _html.Raw("<a href=\"#").Address(entry.Anchor).Raw("\">");
        BlockWriter.Number(_html, entry.Number);
        _html.Text(entry.Title).Raw("</a></li>\n");
    }
}
