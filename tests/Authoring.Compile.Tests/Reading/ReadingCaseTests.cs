using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authoring.Compile.Reading;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Tests.Reading;

/// <summary>
/// What a text is, by cases that the editor has, too (<c>tests/conformance/reading.json</c>): what one takes for a heading the other does
/// not take for words. With
/// <c>AUTHORING_ACCEPT=1</c> in the environment what is read now is written into the file.
/// </summary>
public sealed class ReadingCaseTests
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "conformance", "reading.json");
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_compiler_reads_each_text_as_its_case_says()
    {
        var cases = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsArray();
        var read = new JsonArray([.. cases.Select(entry => Read((string)entry!["name"]!, (string)entry["text"]!))]);
        if (Environment.GetEnvironmentVariable("AUTHORING_ACCEPT") == "1")
        {
            System.IO.File.WriteAllText(File, read.ToJsonString(Options) + "\n");
            return;
        }

        Assert.Equal(cases.Count, cases.Select(entry => (string)entry!["name"]!).Distinct().Count());
        foreach (var (expected, actual) in cases.Zip(read))
            Assert.Equal(expected!.ToJsonString(Options), actual!.ToJsonString(Options));
    }

    private static JsonObject Read(string name, string text)
    {
        var parsed = SourceFile.Read("sections/01.md", text).AsSection;
        var blocks = parsed.Blocks.Select(block => block.Markdown).OfType<Block>().ToList();
        var captions = parsed.Items.OfType<CaptionItem>().ToList();
        var lines = text.Split('\n');
        return new JsonObject
        {
            ["name"] = name,
            ["text"] = text,
            ["headings"] = Array(parsed.Items.OfType<HeadingItem>(), Heading),
            ["emphasis"] = Array(blocks.SelectMany(Inlines).OfType<EmphasisInline>().OrderBy(inline => inline.Span.Start), Emphasis),
            ["figures"] = Array(captions.Where(item => item.Image is not null), item => new { line = item.Line }),
            ["tables"] = Array(blocks.SelectMany(Tables), table => new { line = table.Line + 1 }),
            ["cases"] = Array(parsed.Items.OfType<CaseItem>(), item => new { line = item.Line, id = item.Id }),
            ["references"] = Array(
                blocks.SelectMany(Inlines).OfType<ReferenceInline>(),
                inline => new
                {
                    from = inline.Span.Start,
                    to = inline.Span.End + 1,
                    id = inline.Id,
                }
            ),
            ["rules"] = Array(blocks.OfType<ThematicBreakBlock>(), rule => new { line = rule.Line + 1 }),
            ["blank"] = Array(Enumerable.Range(0, lines.Length).Where(line => Blanks.IsBlankLine(lines[line])), line => line + 1),
        };
    }

    private static object Heading(HeadingItem item) =>
        new
        {
            line = item.Line,
            level = item.Level,
            title = item.Title.Print(reference => $"@{reference.Id}"),
        };

    private static object Emphasis(EmphasisInline inline) =>
        new
        {
            from = inline.Span.Start + inline.DelimiterCount,
            to = inline.Span.End + 1 - inline.DelimiterCount,
            kind = inline.DelimiterCount == 2 ? "strong" : "em",
        };

    private static JsonArray Array<T, TResult>(IEnumerable<T> entries, Func<T, TResult> write) =>
        new([.. entries.Select(entry => JsonSerializer.SerializeToNode(write(entry)))]);

    private static IEnumerable<Inline> Inlines(Block block) =>
        block switch
        {
            LeafBlock { Inline: { } inlines } => inlines.Descendants().OfType<Inline>(),
            ContainerBlock container => container.SelectMany(Inlines),
            _ => [],
        };

    private static IEnumerable<Table> Tables(Block block) =>
        block switch
        {
            Table table => [table],
            ContainerBlock container => container.SelectMany(Tables),
            _ => [],
        };
}
