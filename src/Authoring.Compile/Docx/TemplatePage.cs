using System.Globalization;
using System.Xml.Linq;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Docx;

/// <summary>The page of a template's last section: its size, its margins, and what stands at its head.</summary>
/// <param name="Page">Null: the template says none that a report fits on.</param>
/// <param name="Heads">Of odd and of even pages; null: none.</param>
internal sealed record TemplatePage(Page? Page, (XElement? Odd, XElement? Even) Heads)
{
    private static readonly XNamespace R = Part.Relations;
    private static readonly XNamespace Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>Fields that lead nowhere outside the file.</summary>
    private static readonly string[] Fields = ["PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF", "TITLE", "DATE"];

    /// <summary>Twips that text is wide and high at least.</summary>
    private const int Smallest = 2000,
        Largest = 31680;

    private static XNamespace W => TemplateStyles.W;

    public static TemplatePage Read(DocxTemplate template)
    {
        var section = template.Part("word/document.xml")?.Root?.Descendants(W + "sectPr").LastOrDefault();
        if (section is null)
            return new TemplatePage(null, (null, null));
        var odd = Head(template, section, "default");
        var isDivided = template.Part("word/settings.xml")?.Root?.Element(W + "evenAndOddHeaders") is not null;
        return new TemplatePage(Size(section), (odd, isDivided ? Head(template, section, "even") : odd));
    }

    private static Page? Size(XElement section)
    {
        var (size, margins) = (section.Element(W + "pgSz"), section.Element(W + "pgMar"));
        if (Number(size, "w") is not { } width || Number(size, "h") is not { } height)
            return null;
        var official = Page.Official;
        var page = new Page(
            width,
            height,
            Number(margins, "top") ?? official.Top,
            Number(margins, "bottom") ?? official.Bottom,
            Number(margins, "left") ?? official.Left,
            Number(margins, "right") ?? official.Right,
            Number(margins, "header") ?? official.Header,
            Number(margins, "footer") ?? official.Footer
        );
        var isPossible = page is { Width: <= Largest, Height: <= Largest, TextWidth: >= Smallest, TextHeight: >= Smallest };
        return isPossible && new[] { page.Top, page.Bottom, page.Left, page.Right, page.Header, page.Footer }.All(side => side >= 0)
            ? page
            : null;
    }

    private static int? Number(XElement? element, string name) =>
        double.TryParse(element?.Attribute(W + name)?.Value, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= Largest
            ? (int)value
            : null;

    private static XElement? Head(DocxTemplate template, XElement section, string type)
    {
        var id = section
            .Elements(W + "headerReference")
            .FirstOrDefault(reference => reference.Attribute(W + "type")?.Value == type)
            ?.Attribute(R + "id")
            ?.Value;
        var target = template
            .Part("word/_rels/document.xml.rels")
            ?.Root?.Elements(Packages + "Relationship")
            .FirstOrDefault(relation => relation.Attribute("Id")?.Value == id && relation.Attribute("TargetMode")?.Value != "External")
            ?.Attribute("Target")
            ?.Value;
        if (id is null || target is null || template.Part($"word/{target.TrimStart('/')}") is not { Root: { } head })
            return null;
        Clean(template, head);
        return head;
    }

    /// <summary>Words and their look remain.</summary>
    private static void Clean(DocxTemplate template, XElement head)
    {
        string[] outside = ["pict", "drawing", "object", "hyperlink", "sdtPr", "ins", "del", "moveFrom", "moveTo", "fldSimple"];
        string[] marks = ["bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr"];
        var taken = head.Descendants().Where(node => node.Name.Namespace != W || outside.Contains(node.Name.LocalName)).ToList();
        var codes = string.Concat(head.Descendants(W + "instrText").Select(code => code.Value))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (codes.Length > 0 && !Fields.Contains(codes[0], StringComparer.OrdinalIgnoreCase))
            taken.AddRange(
                head.Descendants(W + "r").Where(run => run.Elements(W + "instrText").Any() || run.Elements(W + "fldChar").Any())
            );
        if (taken.Count > 0)
            template.LeaveOut(Messages.TemplateHeads);
        foreach (var node in taken.Concat(head.Descendants().Where(node => marks.Contains(node.Name.LocalName))).ToList())
            if (node.Parent is not null)
                node.Remove();
        TemplateStyles.CleanAttributes(head);
        if (!head.Elements(W + "p").Any())
            head.Add(new XElement(W + "p"));
    }
}
