using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Html;

/// <summary>Writes what stands before the text of a document: its cover, its contents, its lists.</summary>
internal sealed class FrontWriter(NumberedDocument document, HtmlBuilder html)
{
    private const string ContentsName = "contents";

    public void Cover()
    {
        var cover = document.Cover;
        html.Raw("<header class=\"cover\">\n<h1>").Text(cover.Title).Raw("</h1>\n");
        Line("period", cover.Period);
        Line("issuer", cover.Issuer);
        Line("date", cover.Date);
        html.Raw("</header>\n");

        void Line(string name, string? text)
        {
            if (text is not null)
                html.Raw("<p class=\"").Raw(name).Raw("\">").Text(text).Raw("</p>\n");
        }
    }

    /// <summary>Beside the text where there is room, over it where a link asks for them; on paper behind the cover.</summary>
    public void Contents()
    {
        if (document.Lists.Count == 0)
            return;
        html.Raw("<nav class=\"bar\" aria-label=\"").Raw(Messages.Bar).Raw("\"><a class=\"opener\" href=\"#").Raw(HtmlForm.Contents);
        html.Raw("\">").Raw(Messages.ContentsTitle).Raw("</a> <span>").Text(document.Title).Raw("</span></nav>\n");
        html.Raw("<nav class=\"contents\" id=\"").Raw(HtmlForm.Contents).Raw("\" aria-label=\"").Raw(Messages.ContentsTitle);
        html.Raw("\">\n<a class=\"closes\" href=\"#!\">").Raw(Messages.Close).Raw("</a>\n");
        foreach (var contents in document.Lists.Where(list => list.Name == ContentsName))
            List(contents);
        LinksToLists();
        html.Raw("</nav>\n");
    }

    private void LinksToLists()
    {
        var lists = document.Lists.Where(list => list.Name != ContentsName).ToList();
        if (lists.Count == 0)
            return;
        html.Raw("<ul class=\"lists\">\n");
        foreach (var list in lists)
            html.Raw("<li><a href=\"#").Raw(HtmlForm.List(list.Name)).Raw("\">").Text(list.Title).Raw("</a></li>\n");
        html.Raw("</ul>\n");
    }

    public void Lists() => Lists(document.Lists.Where(list => list.Name != ContentsName));

    /// <summary>The contents as one of them, as on paper.</summary>
    public void AllLists() => Lists(document.Lists);

    private void Lists(IEnumerable<PrintedList> lists)
    {
        foreach (var list in lists)
        {
            html.Raw("<nav class=\"list ").Raw(list.Name).Raw("\" id=\"").Raw(HtmlForm.List(list.Name));
            html.Raw("\" aria-label=\"").Text(list.Title).Raw("\">\n");
            List(list);
            html.Raw("</nav>\n");
        }
    }

    private void List(PrintedList list)
    {
        html.Raw("<h2>").Text(list.Title).Raw("</h2>\n<ul>\n");
        foreach (var entry in list.Entries)
            Entry(entry);
        html.Raw("</ul>\n");
    }

    private void Entry(PrintedEntry entry)
    {
        html.Raw(entry.Level == 0 ? "<li>" : $"<li class=\"level-{entry.Level}\">");
        html.Raw("<a href=\"#").Address(entry.Anchor).Raw("\">");
        BlockWriter.Number(html, entry.Number);
        html.Text(entry.Title).Raw("</a></li>\n");
    }
}
