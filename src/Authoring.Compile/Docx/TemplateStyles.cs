using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Authoring.Compile.Docx;

/// <summary>
/// Styles of a template and ours as one sheet: where a name is in both, the template's look stands under our id and in our lists; what the
/// template lacks is ours.
/// </summary>
internal sealed partial class TemplateStyles
{
    public static readonly XNamespace W = Part.Main;

    private const string NoList = $"<w:numPr xmlns:w=\"{Part.Main}\"><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>";

    /// <summary>By an id of the template, the one that it has in the sheet.</summary>
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <param name="ours">Our own sheet, heading styles tied to their lists.</param>
    public XElement Merge(XElement template, XElement ours)
    {
        var own = ours.Elements(W + "style").ToList();
        var (found, others) = Match(template, own);
        var sheet = new XElement(W + "styles", new XAttribute(XNamespace.Xmlns + "w", W));
        sheet.Add(template.Element(W + "docDefaults") is { } defaults ? new XElement(defaults) : ours.Element(W + "docDefaults"));
        foreach (var style in own)
            sheet.Add(Own(style, found));
        foreach (var style in others)
            sheet.Add(Theirs(style));
        Free(sheet);
        Clean(sheet);
        return sheet;
    }

    /// <summary>Which of the template's styles stand for ours, by our id; and those that come beside ours.</summary>
    private (Dictionary<string, XElement> Found, List<XElement> Others) Match(XElement template, List<XElement> own)
    {
        var taken = own.Select(style => Value(style, "styleId")!).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        var others = new List<XElement>();
        foreach (var style in template.Elements(W + "style").Where(style => Value(style, "styleId") is not null))
        {
            var (id, same) = (Value(style, "styleId")!, own.Find(other => IsSame(style, other)));
            if (same is not null && found.TryAdd(Value(same, "styleId")!, new XElement(style)))
                _ids[id] = Value(same, "styleId")!;
            // Nothing of a report is a table or a list of the template's own making.
            else if (IsOfWords(style))
            {
                Keep(id, taken);
                others.Add(new XElement(style));
            }
        }

        return (found, others);
    }

    /// <summary>Under an id that none of ours has.</summary>
    private void Keep(string id, HashSet<string> taken)
    {
        var free = id;
        for (var n = 2; !taken.Add(free); n++)
            free = $"{id}_{n}";
        _ids.TryAdd(id, free);
    }

    private XElement Own(XElement style, Dictionary<string, XElement> found)
    {
        var id = Value(style, "styleId")!;
        if (found.TryGetValue(id, out var look))
            return Ours(look, style);
        var heading = Family().Match(id) is { Success: true } kin ? $"Heading{kin.Groups["level"].Value}" : "";
        return found.ContainsKey(heading) ? Kin(style, heading) : style;
    }

    /// <summary>What is made from a heading's style (the title of the contents, for one) does not count as one.</summary>
    private static void Free(XElement sheet)
    {
        var counted = sheet
            .Elements(W + "style")
            .Where(style => style.Descendants(W + "numPr").Any())
            .Select(style => Value(style, "styleId")!)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var style in sheet.Elements(W + "style").Where(style => !counted.Contains(Value(style, "styleId")!)))
            if (Value(style.Element(W + "basedOn"), "val") is { } based && counted.Contains(based))
                Properties(style).Add(XElement.Parse(NoList));
    }

    /// <summary>Puts the sheet's ids in the place of the template's own.</summary>
    public XElement Named(XElement head)
    {
        var named = new XElement(head);
        foreach (var reference in named.Descendants().Where(node => node.Name.LocalName is "pStyle" or "rStyle" or "tblStyle").ToList())
            if (Value(reference, "val") is { } id && _ids.TryGetValue(id, out var known))
                reference.SetAttributeValue(W + "val", known);
            else
                reference.Remove();
        return named;
    }

    /// <summary>Of newer versions of Word, and what tells who edited when.</summary>
    public static void CleanAttributes(XElement root)
    {
        foreach (var node in root.DescendantsAndSelf())
            node.Attributes()
                .Where(attribute =>
                    !attribute.IsNamespaceDeclaration
                    && (
                        attribute.Name.Namespace != W && attribute.Name.Namespace != XNamespace.Xml
                        || attribute.Name.LocalName.StartsWith("rsid", StringComparison.Ordinal)
                    )
                )
                .Remove();
        root.DescendantsAndSelf()
            .Attributes()
            .Where(attribute => attribute.IsNamespaceDeclaration && attribute.Value != W.NamespaceName)
            .Remove();
    }

    private static string? Value(XElement? element, string name) => element?.Attribute(W + name)?.Value;

    private static bool IsDefault(XElement style) => Value(style, "default") is "1" or "true" or "on";

    private static bool IsOfWords(XElement style) => Value(style, "type") is "paragraph" or "character";

    private static bool IsSame(XElement style, XElement own) =>
        Value(style, "type") == Value(own, "type")
        && (
            (IsDefault(style) && IsDefault(own) && IsOfWords(style))
            || string.Equals(
                Value(style.Element(W + "name"), "val"),
                Value(own.Element(W + "name"), "val"),
                StringComparison.OrdinalIgnoreCase
            )
        );

    /// <summary>The template's look for a style of ours: what it is called and which list it is in is ours to say.</summary>
    private XElement Ours(XElement look, XElement own)
    {
        look.Attributes().Where(attribute => attribute.Name.LocalName is "styleId" or "default" or "customStyle").Remove();
        foreach (var attribute in own.Attributes().Where(attribute => attribute.Name != W + "type"))
            look.SetAttributeValue(attribute.Name, attribute.Value);
        look.Element(W + "name")!.SetAttributeValue(W + "val", Value(own.Element(W + "name"), "val"));
        Rename(look);
        look.Descendants(W + "numPr").Remove();
        var properties = own.Element(W + "pPr");
        if (properties?.Element(W + "numPr") is { } list)
            Properties(look).Add(new XElement(list));
        // Contents and lists go by levels; a template that names its headings alone is a template all the same.
        if (properties?.Element(W + "outlineLvl") is { } level && look.Element(W + "pPr")?.Element(W + "outlineLvl") is null)
            Properties(look).Add(new XElement(level));
        return look;
    }

    /// <summary>A heading of ours that the template has no look for looks as its headings of that level do.</summary>
    private static XElement Kin(XElement own, string heading)
    {
        var kin = new XElement(own);
        kin.Element(W + "basedOn")!.SetAttributeValue(W + "val", heading);
        kin.Element(W + "rPr")?.Remove();
        var list = kin.Descendants(W + "numPr").FirstOrDefault() ?? XElement.Parse(NoList);
        kin.Element(W + "pPr")!.ReplaceNodes(list);
        return kin;
    }

    private XElement Theirs(XElement style)
    {
        style.SetAttributeValue(W + "styleId", _ids[Value(style, "styleId")!]);
        style.SetAttributeValue(W + "default", null);
        Rename(style);
        style.Descendants(W + "numPr").Remove();
        return style;
    }

    private void Rename(XElement style)
    {
        foreach (var name in new[] { "basedOn", "next", "link" })
            if (style.Element(W + name) is { } reference)
            {
                if (Value(reference, "val") is { } id && _ids.TryGetValue(id, out var known) && known != Value(style, "styleId"))
                    reference.SetAttributeValue(W + "val", known);
                else
                    reference.Remove();
            }
    }

    private static XElement Properties(XElement style)
    {
        if (style.Element(W + "pPr") is not { } properties)
            style.Add(properties = new XElement(W + "pPr"));
        return properties;
    }

    private static void Clean(XElement sheet)
    {
        sheet.Descendants().Where(node => node.Name.Namespace != W || node.Name.LocalName is "rsid" or "pPrChange" or "rPrChange").Remove();
        CleanAttributes(sheet);
        SchemaOrder.Sort(sheet);
    }

    [GeneratedRegex("^(?:HeadingPlain|FrontHeading|AnnexHeading)(?<level>[1-6])$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Family();
}
