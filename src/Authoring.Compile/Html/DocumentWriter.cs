using System.Security.Cryptography;
using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Html;

/// <summary>
/// Writes a document as one HTML document that stands alone: cover, contents beside the text, lists, and every file in its place. It
/// asks nobody for anything but its pictures. What its script does is comfort: everything can be read and reached by links.
/// </summary>
internal sealed class DocumentWriter(NumberedDocument document, Func<string, string> imageUrl)
{
    private const int EnoughToHandOn = 64 * 1024; // UTF-16 code units

    private static readonly string Style = ReadPart("document.css");

    private static readonly string Script = ReadPart("document.js");

    /// <summary>Should anything ever slip through, it still may not run or call home: one script runs, named by its hash.</summary>
    private static readonly string Policy =
        "default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'; "
        + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'";

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
        _html.Raw($"<body>\n<a class=\"skip\" href=\"#{HtmlForm.Text}\">{Messages.SkipToText}</a>\n");
        var lists = new FrontWriter(document, _html);
        lists.Cover();
        lists.Contents();
        _html.Raw("<div class=\"page\">\n");
        lists.Lists();
        _html.Raw($"<main id=\"{HtmlForm.Text}\">\n");
        var blocks = new BlockWriter(_html, new HtmlForm(imageUrl) { IsWhole = true, IsForReading = true });
        foreach (var part in document.Parts)
            Part(part, blocks, written);
        _html.Raw("</main>\n</div>\n<script>").Raw(Script).Raw("</script>\n</body>\n</html>\n");
    }

    private void Part(DocumentPart part, BlockWriter blocks, Action written)
    {
        _html.Raw("<section class=\"").Raw(ClassOf(part.Kind)).Raw("\" id=\"").Raw(part.Anchor).Raw("\">\n");
        foreach (var block in part.Blocks)
        {
            blocks.Write(block);
            written();
        }

        _html.Raw("</section>\n");
    }

    public static string ClassOf(ReportPart part) =>
        part switch
        {
            ReportPart.Front => "front",
            ReportPart.Annex => "annex",
            _ => "chapter",
        };

    /// <summary>With the line ends that every machine gives it: the hash must be that of what is written.</summary>
    private static string ReadPart(string name)
    {
        using var stream = typeof(DocumentWriter).Assembly.GetManifestResourceStream($"Authoring.Compile.Html.{name}")!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }

    private void Head()
    {
        _html.Raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
        _html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").Raw(Policy).Raw("\">\n");
        _html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        _html.Raw("<title>").Text(document.Title).Raw("</title>\n<style>\n").Raw(Style).Raw("</style>\n</head>\n");
    }
}
