using Authoring.Compile.Numbering;

namespace Authoring.Compile.Html;

/// <summary>Writes the report as one HTML document: cover, contents, lists, and every file in its place.</summary>
internal sealed class DocumentWriter(
    CompiledReport report, ReportDefinition definition, IReadOnlyList<NumberedText> texts, HtmlContext context)
{
    private const int EnoughToHandOn = 64 * 1024; // UTF-16 code units

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
        Contents();
        foreach (var list in definition.Lists) List(list);
        _html.Raw("<main>\n");
        foreach (var text in texts)
        {
            // A card stands where it is placed, and nowhere else.
            if (text.Part == ReportPart.Case) continue;
            _html.Raw("<section class=\"").Raw(PartClass(text.Part)).Raw("\" id=\"").Raw(text.Anchor).Raw("\">\n");
            new BlockWriter(_html, text, context).Write(_ => written());
            _html.Raw("</section>\n");
        }

        _html.Raw("</main>\n</body>\n</html>\n");
    }

    private static string PartClass(ReportPart part) => part switch { ReportPart.Front => "front", ReportPart.Annex => "annex", _ => "chapter" };

    private static string ReadStyle()
    {
        using var stream = typeof(DocumentWriter).Assembly.GetManifestResourceStream("Authoring.Compile.Html.document.css")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private void Head()
    {
        _html.Raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Should anything ever slip through, it still may not run or call home.
        _html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'\">\n");
        _html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        _html.Raw("<title>").Text(definition.Title).Raw("</title>\n<style>\n").Raw(Style).Raw("</style>\n</head>\n<body>\n");
    }

    private void Cover()
    {
        _html.Raw("<header>\n<h1>").Text(definition.Title).Raw("</h1>\n");
        foreach (var line in new[] { definition.Period, definition.Issuer, definition.Date })
        {
            if (!string.IsNullOrEmpty(line)) _html.Raw("<p>").Text(line).Raw("</p>\n");
        }

        _html.Raw("</header>\n");
    }

    private void Contents()
    {
        if (report.Contents.Count == 0) return;
        Open("contents", Messages.ContentsTitle);
        foreach (var entry in report.Contents)
        {
            var space = entry.Number.Length == 0 ? "" : BlockWriter.HeadingSpace(entry.Number);
            Line($"level-{entry.Level}", entry.Anchor, entry.Number, space, entry.Title);
        }

        Close();
    }

    private void List(string name)
    {
        var entries = name switch { "figures" => report.Figures, "tables" => report.Tables, "cases" => report.Cases, _ => report.Annexes };
        if (entries.Count == 0) return;
        var rule = context.Rules.Rule(name);
        Open(name, Messages.ListTitle(name, rule?.Label));
        foreach (var entry in entries)
        {
            var space = entry.Number.Length == 0 ? "" : rule?.Separator ?? BlockWriter.HeadingSpace(entry.Number);
            Line(null, entry.Anchor, entry.Number, space, entry.Title);
        }

        Close();
    }

    private void Open(string name, string title) =>
        _html.Raw("<nav class=\"").Raw(name).Raw("\" aria-label=\"").Text(title).Raw("\">\n<h2>").Text(title).Raw("</h2>\n<ul>\n");

    private void Line(string? cssClass, string anchor, string number, string space, string title)
    {
        _html.Raw(cssClass is null ? "<li>" : $"<li class=\"{cssClass}\">").Raw("<a href=\"#").Address(anchor).Raw("\">");
        if (number.Length > 0) _html.Raw("<span class=\"number\">").Text(number).Raw("</span>").Text(space);
        _html.Text(title).Raw("</a></li>\n");
    }

    private void Close() => _html.Raw("</ul>\n</nav>\n");
}
