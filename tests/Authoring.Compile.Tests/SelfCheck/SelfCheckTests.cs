using System.Text.RegularExpressions;
using Authoring.Compile.SelfCheck;

namespace Authoring.Compile.Tests.SelfCheck;

/// <summary>
/// Files are read back and held against their report: what we write has no fault, and whatever is broken in one is found by the check that
/// is for it, with its place.
/// </summary>
public sealed class SelfCheckTests
{
    private static readonly Lazy<Written> Shared = new(Written.Small);

    private static Written Small => Shared.Value;

    private static void Finds(IReadOnlyList<SelfCheckResult> results, string rule, string place)
    {
        var found = results.Single(result => result.Rule == rule);
        Assert.True(
            found.Faults.Any(fault => $"{fault.Place} {fault.Expected} {fault.Found}".Contains(place, StringComparison.Ordinal)),
            $"{rule}: {string.Join('\n', results.SelectMany(result => result.Faults))}"
        );
    }

    private static void FindsNothing(IReadOnlyList<SelfCheckResult> results) =>
        Assert.Equal([], results.SelectMany(result => result.Faults, (result, fault) => $"{result.Output} {result.Rule}: {fault}"));

    [Fact]
    public void What_we_write_has_no_fault()
    {
        FindsNothing(Small.CheckWord());
        FindsNothing(Small.CheckHtml());
        FindsNothing(Small.CheckPdf(Small.Pdf()));
    }

    /// <summary>A check that looks at nothing would find nothing.</summary>
    [Fact]
    public void Every_check_has_something_to_look_at()
    {
        foreach (var result in Small.CheckWord().Concat(Small.CheckHtml()).Concat(Small.CheckPdf(Small.Pdf())))
            Assert.True(result.Checked > 0, $"{result.Output} {result.Rule}");
        Assert.Equal(
            (5, 4, 6, 2),
            (
                Count(Small.CheckWord(), "heading-numbers"),
                Count(Small.CheckWord(), "caption-numbers"),
                Count(Small.CheckWord(), "references"),
                Count(Small.CheckWord(), "pictures")
            )
        );

        static int Count(IReadOnlyList<SelfCheckResult> results, string rule) => results.Single(result => result.Rule == rule).Checked;
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void The_files_of_a_real_report_have_no_fault(string name)
    {
        var written = Written.Folder(name == "sample" ? Path.Combine(Repository.Root, "seed", "report") : Repository.RealReport(name));
        FindsNothing(written.CheckWord());
        FindsNothing(written.CheckHtml());
    }

    [Fact]
    public void A_heading_that_word_will_number_otherwise_is_found() =>
        Finds(
            Small.CheckWord(Small.Broken("word/numbering.xml", xml => xml.Replace("\"%1.%2\"", "\"%1-%2\"", StringComparison.Ordinal))),
            "heading-numbers",
            "1.1 学校"
        );

    [Fact]
    public void A_heading_that_lost_its_style_is_found() =>
        Finds(Small.CheckWord(Small.Document("w:val=\"Heading2\"", "w:val=\"BodyText\"")), "heading-numbers", "学校");

    [Fact]
    public void A_caption_with_other_words_is_found() =>
        Finds(Small.CheckWord(Small.Broken("word/document.xml", xml => Last(xml, "学校分布", "学校分部"))), "caption-numbers", "学校分部");

    [Fact]
    public void A_counter_that_begins_elsewhere_is_found() =>
        Finds(Small.CheckWord(Small.Document(" SEQ 图 \\* ARABIC \\s 1 ", " SEQ 图 \\* ARABIC \\r 5 ")), "caption-numbers", "图 1-5");

    [Fact]
    public void A_field_that_holds_another_number_is_found() =>
        Finds(Small.CheckWord(Small.Broken("word/document.xml", xml => Result(xml, "SEQ 表 \\* ARABIC", "1", "7"))), "fields", "SEQ 表");

    [Fact]
    public void A_reference_with_another_number_is_found() =>
        Finds(Small.CheckWord(Small.Broken("word/document.xml", xml => Result(xml, "REF R_tbl", "2", "9"))), "references", "REF R_tbl");

    [Fact]
    public void A_reference_that_is_gone_is_found() =>
        Finds(
            Small.CheckWord(Small.Broken("word/document.xml", xml => Regex.Replace(xml, " REF R_case[^<]*", " QUOTE "))),
            "references",
            "案例 1"
        );

    [Fact]
    public void A_reference_in_a_footnote_that_is_gone_is_found() =>
        Finds(
            Small.CheckWord(Small.Broken("word/footnotes.xml", xml => Regex.Replace(xml, " REF R_fig[^<]*", " QUOTE "))),
            "references",
            "图 1-1"
        );

    [Fact]
    public void A_line_of_a_list_with_other_words_is_found() =>
        Finds(Small.CheckWord(Small.Document("学校分布", "学校分部")), "lists", "学校分部");

    [Fact]
    public void A_line_of_a_list_that_is_gone_is_found() =>
        Finds(
            Small.CheckWord(
                Small.Broken(
                    "word/document.xml",
                    xml => Regex.Replace(xml, "<w:p><w:pPr><w:pStyle w:val=\"TOC2\" /></w:pPr>.*?</w:p>", "", RegexOptions.Singleline)
                )
            ),
            "lists",
            "1.1 学校"
        );

    [Fact]
    public void A_page_that_is_another_is_found() =>
        Finds(Small.CheckWord(Small.Broken("word/document.xml", xml => Result(xml, "PAGEREF _Toc_fig", "1", "8"))), "pages", "_Toc_fig");

    [Fact]
    public void A_picture_that_is_gone_is_found() =>
        Finds(Small.CheckWord(Small.Broken("word/document.xml", xml => Regex.Replace(xml, "r:embed=\"[^\"]*\"", ""))), "pictures", "2 0");

    [Fact]
    public void A_picture_whose_file_is_gone_is_found() =>
        Finds(Small.CheckWord(Small.Broken("word/media/image1.png", _ => null)), "pictures", "2");

    [Fact]
    public void A_bookmark_that_stands_twice_is_found() =>
        Finds(
            Small.CheckWord(
                Small.Broken("word/document.xml", xml => Regex.Replace(xml, "w:name=\"(?:_Toc_|R_)[^\"]*\"", "w:name=\"_Toc_one\""))
            ),
            "bookmarks",
            "_Toc_one"
        );

    [Fact]
    public void An_id_that_stands_twice_is_found() =>
        Finds(
            Small.CheckWord(
                Small.Broken(
                    "word/document.xml",
                    xml => Regex.Replace(xml, "<w:bookmarkStart w:id=\"[23]\"", "<w:bookmarkStart w:id=\"2\"")
                )
            ),
            "bookmarks",
            "w:id 2"
        );

    [Fact]
    public void A_bookmark_that_is_gone_is_found() =>
        Finds(
            Small.CheckWord(
                Small.Broken("word/document.xml", xml => Regex.Replace(xml, "<w:bookmarkStart w:id=\"[0-9]+\" w:name=\"R_tbl[^/]*/>", ""))
            ),
            "bookmarks",
            "R_tbl"
        );

    [Fact]
    public void A_bookmark_that_does_not_end_is_found() =>
        Finds(
            Small.CheckWord(Small.Broken("word/document.xml", xml => Regex.Replace(xml, "<w:bookmarkEnd w:id=\"3\" />", ""))),
            "bookmarks",
            "bookmarkEnd"
        );

    [Fact]
    public void A_word_file_that_is_cut_off_is_found()
    {
        Finds(Small.CheckWord(Small.Word[..(Small.Word.Length / 2)]), "readable", "docx");
        Finds(Small.CheckWord(Small.Broken("word/document.xml", xml => xml[..(xml.Length / 2)])), "readable", "docx");
        Finds(Small.CheckWord(Small.Broken("word/styles.xml", _ => null)), "readable", "styles");
    }

    [Theory]
    [InlineData(">1.1</span> 学校</h2>", ">1.2</span> 学校</h2>", "heading-numbers", "1.2")]
    [InlineData("<h2 id=", "<h2 data-id=", "heading-numbers", "学校")]
    [InlineData("</span> 学校分布</figcaption>", "</span> 学校分部</figcaption>", "caption-numbers", "学校分部")]
    [InlineData(">案例 1</span>：工匠</p>", ">案例 2</span>：工匠</p>", "caption-numbers", "案例 2")]
    [InlineData("\">表 2-1</a>", "\">表 2-2</a>", "references", "表 2-2")]
    [InlineData("href=\"#fig:map\"", "href=\"#fig:none\"", "references", "fig:none")]
    [InlineData("</span> 学校分布</a></li>", "</span> 学校</a></li>", "lists", "学校分布")]
    [InlineData("src=\"data:image/png;base64,AA==\"", "src=\"images/a.png\"", "pictures", "images/a.png")]
    [InlineData("<img ", "<span ", "readable", "html")]
    [InlineData("id=\"tbl:data\"", "id=\"fig:map\"", "bookmarks", "fig:map")]
    [InlineData("</main>", "", "readable", "html")]
    public void What_is_broken_in_the_html_is_found(string from, string to, string rule, string place) =>
        Finds(Small.CheckHtml(Written.Once(Small.Html, from, to)), rule, place);

    [Fact]
    public void A_picture_that_is_not_in_the_html_is_found() =>
        Finds(Small.CheckHtml(Regex.Replace(Small.Html, "<img [^>]*>", "", RegexOptions.None, TimeSpan.FromSeconds(1))), "pictures", "2 0");

    [Fact]
    public void What_is_broken_in_the_pdf_is_found()
    {
        var whole = Small.Pdf();
        var table = Small.Bookmarks["tbl:data"];
        PdfFacts Without(string name) => whole with { Destinations = whole.Destinations.Where(d => d.Key != name).ToDictionary() };
        PdfFacts On(string name, int sheet) =>
            whole with
            {
                Destinations = new Dictionary<string, int>(whole.Destinations) { [name] = sheet },
            };
        PdfFacts Said(int sheet, string from, string to) =>
            whole with
            {
                Sheets = [.. whole.Sheets.Select((text, i) => i == sheet ? text.Replace(from, to, StringComparison.Ordinal) : text)],
            };
        Finds(Small.CheckPdf(null), "readable", "pdf");
        Finds(Small.CheckPdf(Without(table)), "destinations", "表 2-1 数据");
        Finds(Small.CheckPdf(On(table, 9)), "destinations", "表 2-1 数据");
        Finds(Small.CheckPdf(Said(1, "表 2-1 数据 ...... 1", "表 2-1 数据 ...... 4")), "pages", "表 2-1 数据 1 4");
        Finds(Small.CheckPdf(Said(1, "表 2-1 数据 ...... 1", "")), "pages", "表 2-1 数据 1");
        Finds(Small.CheckPdf(On(table, 1)), "titles", "表 2-1 数据 1 2");
        Finds(Small.CheckPdf(Said(2, "图 1-1 学校分布", "图 1-1")), "titles", "学校分布");
        Finds(Small.CheckPdf(whole with { Pictures = 1 }), "pictures", "2 1");
        Finds(Small.CheckPdf(whole with { Fonts = [new PdfFont("SimSun", false)] }), "fonts", "SimSun");
        Finds(Small.CheckPdf(whole with { Language = "en-US" }), "language", "en-US");
    }

    private static string Last(string text, string from, string to)
    {
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }

    /// <summary>The result of a field: its last words that are <paramref name="from"/>.</summary>
    private static string Result(string xml, string instruction, string from, string to)
    {
        var begin = xml.IndexOf(instruction, StringComparison.Ordinal);
        Assert.True(begin >= 0, $"There is no {instruction}");
        var end = xml.IndexOf("w:fldCharType=\"end\"", begin, StringComparison.Ordinal);
        var result = xml[begin..end];
        return string.Concat(xml.AsSpan(0, begin), Last(result, $"{from}</w:t>", $"{to}</w:t>"), xml.AsSpan(end));
    }
}
