using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>
/// Whoever deletes and moves things in Word and brings the fields up to date arrives at the numbers that the compiler gives for the same
/// report changed in the same way.
/// </summary>
public sealed class MovedTests
{
    private static readonly XNamespace W = WordFile.W;
    private static readonly string[] Order = ["a.md", "b.md", "c.md"];

    public static TheoryData<string, string> Rules =>
        new()
        {
            { "[\"{1}.\", \"{1}.{2}\"]", "scope: chapter, format: \"{label} {1}-{n}\"" },
            { "[\"{1}.\", \"{1}.{2}\"]", "scope: section, depth: 2, format: \"{label} {section}-{n}\"" },
            { "[\"{1}.\", \"{1}.{2}\"]", "scope: document, format: \"{label}{n:zh}\"" },
            { "[\"{1:zh}、\", \"（{2:zh}）\"]", "scope: chapter, format: \"{label} {1:zh}-{n}\"" },
            { "[\"{1:zh}、\", \"（{2:zh}）\", { format: \"{3}.\", restart: never }]", "scope: document, format: \"{label} {n}\"" },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Deleting_a_figure_and_exchanging_two_chapters_counts_as_the_compiler_does(string headings, string rule)
    {
        var before = WordFile.Of(Compile(headings, rule, Order, delete: null));
        var document = before.Document;
        var body = document.Root!.Element(W + "body")!;
        var caption = body.Elements(W + "p")
            .Single(p => WordFile.TextOf(p).EndsWith("b 图 1", StringComparison.Ordinal) && Style(p) == "FigureCaption");
        caption.ElementsBeforeSelf().Last().Remove(); // its picture
        caption.Remove();
        Exchange(body);
        var counted = new FieldReader(before.With(document)).Counted;

        var expected = WordFile.Of(Compile(headings, rule, ["b.md", "a.md", "c.md"], delete: "![b 图 1](x.png)"));
        Assert.Equal(Told(new FieldReader(expected).Paragraphs), Told(counted));
        Assert.Equal(Told(new FieldReader(expected).Counted), Told(counted));
    }

    private static IEnumerable<string> Told(List<(string Style, string Text)> paragraphs) =>
        paragraphs
            .Where(p => p.Style.StartsWith("Heading", StringComparison.Ordinal) || p.Style is "FigureCaption" or "TableCaption")
            .Select(p => p.Text);

    private static string Style(XElement p) => p.Element(W + "pPr")?.Element(W + "pStyle")?.Attribute(W + "val")?.Value ?? "";

    /// <summary>The first two files of the report: each ends with the paragraph that ends its section.</summary>
    private static void Exchange(XElement body)
    {
        var nodes = body.Elements().ToList();
        var ends = Enumerable
            .Range(0, nodes.Count)
            .Where(i => nodes[i].Name == W + "p" && nodes[i].Descendants(W + "sectPr").Any())
            .ToList();
        // Cover and lists end with sections, too.
        var (start, first, second) = (ends[^3] + 1, ends[^2] + 1, ends[^1] + 1);
        var moved = nodes[start..first];
        foreach (var node in moved)
            node.Remove();
        nodes[second - 1].AddAfterSelf(moved);
    }

    private static CompiledReport Compile(string headings, string rule, string[] order, string? delete) =>
        Compiler.Compile(
            ReportDefinition.Parse(
                $"title: t\nnumbering:\n  headings: {headings}\n  figures: {{ label: 图, {rule} }}\n  tables: {{ label: 表, {rule} }}\n"
                    + $"lists: [figures]\nbody: [{string.Join(", ", order)}]\n",
                "t"
            ),
            path => SourceFile.Read(path, Text(path[..1]).Replace(delete ?? "\0", "", StringComparison.Ordinal)),
            _ => new ImageFacts(10, 10, "image/png")
        );

    private static string Text(string name) =>
        $"# 章 {name}\n\n## {name} 节一\n\n![{name} 图 1](x.png)\n\n### {name} 目\n\n![{name} 图 2](x.png)\n\n|甲|\n|---|\n|1|\n\n: {name} 表 1\n\n"
        + $"## {name} 节二\n\n![{name} 图 3](x.png)\n\n### {name} 目二\n\n|甲|\n|---|\n|1|\n\n: {name} 表 2\n";
}
