using System.Globalization;
using Authoring.Compile.Document;

namespace Authoring.Compile.SelfCheck;

/// <summary>Holds an HTML document that stands alone against its report.</summary>
internal sealed class HtmlCheck(DocumentFacts report, HtmlNode root)
{
    private const string Output = "html";
    private static readonly string[] Headings = ["h1", "h2", "h3", "h4", "h5", "h6"];

    private readonly HtmlNode _main = root.Descendants().FirstOrDefault(node => node.Name == "main") ?? root;

    public static IReadOnlyList<SelfCheckResult> Run(NumberedDocument document, string html) =>
        HtmlNode.Parse(html) is { } root
            ? new HtmlCheck(new DocumentFacts(document), root).All()
            : [SelfCheckResult.Of(Output, "readable", 1, [new SelfCheckFault("html", "html", "")])];

    private List<SelfCheckResult> All()
    {
        var headings = _main.Descendants().Where(node => Headings.Contains(node.Name) && node["id"].Length > 0).Select(Title).ToList();
        var captions = _main
            .Descendants()
            .Where(node => node.Name is "figcaption" or "caption" || node.Has("case-title"))
            .Select(Title)
            .ToList();
        var references = _main.Descendants().Where(node => node.Name == "a" && node.Has("reference")).Select(node => node.Text()).ToList();
        var pictures = _main.Descendants().Where(node => node.Name == "img").ToList();
        return
        [
            SelfCheckResult.Of(Output, "readable", 1, []),
            Result("heading-numbers", headings.Count, Comparison.InOrder([.. report.Headings.Select(title => title.Whole)], headings)),
            Result("caption-numbers", captions.Count, Comparison.InOrder([.. report.Captions.Select(title => title.Whole)], captions)),
            Result(
                "references",
                references.Count,
                Comparison.InOrder([.. report.References.Select(reference => reference.Text)], references).Concat(Targets())
            ),
            Lists(),
            Result(
                "pictures",
                report.Pictures,
                Comparison.Count("img", report.Pictures, pictures.Count).Concat(pictures.SelectMany(Picture))
            ),
            Ids(),
        ];
    }

    private static SelfCheckResult Result(string rule, int count, IEnumerable<SelfCheckFault> faults) =>
        SelfCheckResult.Of(Output, rule, count, faults);

    /// <summary>Without the marks of footnotes.</summary>
    private static string Title(HtmlNode node) => node.Text(inner => inner.Name == "sup" && inner.Has("footnote"));

    private SelfCheckResult Lists()
    {
        var faults = new List<SelfCheckFault>();
        foreach (var list in report.Lists)
        {
            var lines = root.Descendants()
                .Where(node => node.Name == "nav" && node.Has(list.Name))
                .SelectMany(node => node.Descendants())
                .Where(node => node.Name == "li" && !node.Ancestors().Any(above => above.Has("lists")))
                .Select(node => node.Text())
                .ToList();
            faults.AddRange(Comparison.InOrder([.. list.Entries.Select(DocumentFacts.Whole)], lines));
        }

        return Result("lists", report.Lists.Sum(list => list.Entries.Count), faults);
    }

    /// <summary>A picture that is only named is not in the file.</summary>
    private static IEnumerable<SelfCheckFault> Picture(HtmlNode picture)
    {
        const string within = "data:image/";
        if (!picture["src"].StartsWith(within, StringComparison.Ordinal) || !picture["src"].Contains(";base64,", StringComparison.Ordinal))
            yield return new SelfCheckFault(picture["alt"], within, picture["src"]);
    }

    /// <summary>Whatever leads into the document finds its place there.</summary>
    private IEnumerable<SelfCheckFault> Targets()
    {
        var ids = root.Descendants().Select(node => node["id"]).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        return root.Descendants()
            .Where(node => node.Name == "a" && node["href"].StartsWith('#') && node["href"] is not ("#" or "#!"))
            .Select(node => (node, Place: Uri.UnescapeDataString(node["href"][1..])))
            .Where(link => !ids.Contains(link.Place))
            .Select(link => new SelfCheckFault(link.node.Text(), $"#{link.Place}", ""));
    }

    private SelfCheckResult Ids()
    {
        var ids = root.Descendants().Select(node => node["id"]).Where(id => id.Length > 0).ToList();
        var doubled = ids.GroupBy(id => id, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new SelfCheckFault(group.Key, "1", group.Count().ToString(CultureInfo.InvariantCulture)));
        return Result("bookmarks", ids.Count, doubled);
    }
}
