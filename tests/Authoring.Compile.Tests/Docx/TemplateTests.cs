using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Docx;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>An office's own Word file gives a report its look, and nothing else.</summary>
public sealed class TemplateTests
{
    private static readonly XNamespace W = WordFile.W;

    [Fact]
    public void Styles_of_a_name_have_the_look_of_the_template_and_the_others_are_ours()
    {
        var file = Write(TemplateFile.Make());
        var styles = file.Part("word/styles.xml").Root!.Elements(W + "style").ToDictionary(style => style.Attribute(W + "styleId")!.Value);
        Assert.Equal("C00000", Value(styles["Heading1"].Descendants(W + "color").Single()));
        Assert.Equal("28", Value(styles["Normal"].Descendants(W + "sz").Single()));
        Assert.Equal("Normal", Value(styles["Heading1"].Element(W + "basedOn")!));
        // What the template has no look for looks as its kin.
        Assert.Equal("Heading1", Value(styles["HeadingPlain1"].Element(W + "basedOn")!));
        Assert.Equal("案例正文", Value(styles["CaseText"].Element(W + "name")!));
        // Its own style under an id of ours has another one, also where its head names it.
        Assert.Equal("市局眉头", Value(styles["BodyText_2"].Element(W + "name")!));
        Assert.Equal("BodyText_2", Value(file.Part("word/header1.xml").Descendants(W + "pStyle").Single()));
    }

    [Fact]
    public void Page_and_heads_are_the_template_s_and_the_foot_is_the_report_s()
    {
        var file = Write(TemplateFile.Make());
        var sections = file.Document.Descendants(W + "sectPr").ToList();
        Assert.All(sections, section => Assert.Equal("12240", section.Element(W + "pgSz")!.Attribute(W + "w")!.Value));
        Assert.Empty(sections[0].Elements(W + "headerReference")); // the cover
        Assert.All(sections.Skip(1), section => Assert.Equal(2, section.Elements(W + "headerReference").Count()));
        Assert.Contains("某市教育局", WordFile.TextOf(file.Part("word/header1.xml").Root!), StringComparison.Ordinal);
        Assert.Contains(" PAGE ", file.Part("word/footer1.xml").Root!.Value, StringComparison.Ordinal);
        Assert.All(
            file.Document.Descendants(W + "tblGrid"),
            grid => Assert.Equal(12240 - 3600, grid.Elements(W + "gridCol").Sum(column => int.Parse(column.Attribute(W + "w")!.Value)))
        );
    }

    [Theory]
    [InlineData("office")]
    [InlineData("ours")]
    [InlineData("pandoc")]
    public void Whatever_the_template_the_file_is_valid_and_counts_the_same(string name)
    {
        var template = name switch
        {
            "office" => TemplateFile.Make(),
            "ours" => WordFile.Of(SyntheticReport.Compile()).Content,
            _ => Reference(),
        };
        var file = Write(template);
        Valid.Check(file);
        var read = new FieldReader(file);
        Assert.All(read.Fields, field => Assert.Equal((field.Instruction, field.Cached), (field.Instruction, field.Counted)));
        Assert.Equal(
            new FieldReader(WordFile.Of(SyntheticReport.Compile())).Paragraphs.Select(paragraph => paragraph.Text),
            read.Paragraphs.Select(paragraph => paragraph.Text)
        );
        Assert.Equal(file.Content, Write(template).Content);
    }

    public static TheoryData<string, byte[]> Refused =>
        new()
        {
            { "不是完好的 Word 文件", "PK not a zip"u8.ToArray() },
            { "不是完好的 Word 文件", [] },
            { "不是完好的 Word 文件", TemplateFile.Make("<w:styles") },
            { "不是完好的 Word 文件", TemplateFile.Make("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + TemplateFile.Styles) },
            { "没有样式", TemplateFile.Make(null) },
            { "没有样式", TemplateFile.Make("<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>") },
            { "过大", TemplateFile.Make(TemplateFile.Styles + new string(' ', 200_000_000)) },
            { "过大", TemplateFile.Make(more: [.. Enumerable.Range(0, 5000).Select(i => ($"word/media/{i}", Array.Empty<byte>()))]) },
        };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_is_no_template_is_refused_with_a_sentence_and_at_once(string reason, byte[] content)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.Null(DocxTemplate.Read(content, out var refusal));
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    [Fact]
    public void Macros_links_and_pictures_stay_outside_and_are_told()
    {
        const string names =
            "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        var head =
            $"<w:hdr {names}><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> INCLUDETEXT \"http://evil.example/x\" </w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:hyperlink r:id=\"rId1\"><w:r><w:t>点这里</w:t></w:r></w:hyperlink><w:r><w:t>抬头</w:t></w:r></w:p></w:hdr>";
        var content = TemplateFile.Make(head: head, more: [("word/vbaProject.bin", Encoding.UTF8.GetBytes("Sub AutoOpen()"))]);
        var file = Write(content);
        Valid.Check(file);
        Assert.Equal("抬头", file.Part("word/header1.xml").Root!.Value);
        Assert.DoesNotContain(file.Names, name => name.Contains("vba", StringComparison.Ordinal));
        Assert.All(file.AllParts, part => Assert.DoesNotContain("evil.example", part.ToString(), StringComparison.Ordinal));
        Assert.Contains("模板中的宏没有写进报告。", file.Result!.Notes.Select(note => note.Sentence));
        Assert.Contains("模板中的页眉中的图片、链接或外部内容没有写进报告。", file.Result.Notes.Select(note => note.Sentence));
    }

    private static byte[] Reference()
    {
        var file = Path.GetTempFileName();
        try
        {
            Programs.Run("pandoc", "pandoc", "-o", file, "--print-default-data-file", "reference.docx");
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Value(XElement element) => element.Attribute(W + "val")!.Value;

    /// <summary>LibreOffice tears numbers between two lines where their language is Chinese; in Word, the office has its way.</summary>
    [Fact]
    public void A_template_in_chinese_tears_no_numbers_in_a_pdf()
    {
        const string chinese = "<w:rPr><w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\"/>";
        var template = TemplateFile.Make(TemplateFile.Styles.Replace("<w:rPr>", chinese, StringComparison.Ordinal));
        Assert.Contains("zh-CN", Languages(Write(template)));
        var languages = Languages(Write(template, isFlat: true));
        Assert.NotEmpty(languages);
        Assert.DoesNotContain(languages, language => language.StartsWith("zh", StringComparison.Ordinal));
    }

    private static List<string> Languages(WordFile file) =>
        [.. file.Part("word/styles.xml").Descendants(W + "lang").Attributes(W + "val").Select(language => language.Value)];

    private static WordFile Write(byte[] content, bool isFlat = false)
    {
        var template = DocxTemplate.Read(content, out var refusal);
        Assert.True(template is not null, refusal);
        return WordFile.Of(SyntheticReport.Compile(), template: template, isFlat: isFlat);
    }
}
