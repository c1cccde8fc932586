using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>Suggestions are tracked changes of Word's, comments are its comments, each by whom and when it was made.</summary>
public sealed class SuggestionTests(ITestOutputHelper output)
{
    private static readonly XNamespace W = WordFile.W;
    private static readonly XNamespace W15 = "http://schemas.microsoft.com/office/word/2012/wordml";

    public static TheoryData<string> Written =>
        [
            "# 标题\n\n每年⟦培训⟧⟪培养⟫学生，⟪新增⟫**粗⟦旧⟧⟪新⟫体**与⟦末尾⟧\n",
            "# ⟦旧⟧⟪新⟫标题\n\n⟪全新的一段。\n\n⟫旧的一段。\n\n⟦删去的一段。\n\n⟧最后。\n",
            "# 标题\n\n⟪## 新的一节\n\n其下。\n\n⟫## 原有的一节\n\n文字。\n",
            "# 标题\n\n⟦## 删去的一节\n\n其下。\n\n⟧## 原有的一节\n\n文字。\n",
            "# 标题\n\n- 一\n⟦- 二\n⟧- 三\n⟪- 四\n⟫- 五⟪加⟫\n",
            "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | ⟦2⟧⟪3⟫ |\n\n: 题⟦旧⟧⟪新⟫注 {#tbl:a}\n\n见 @tbl:a⟪，又见 @tbl:a⟫。\n",
            "# 标题\n\n![题⟦旧⟧⟪新⟫注](a.png \"大门\")\n\n⟪![整图](b.png)\n\n⟫[链接⟪的字⟫](https://example.cn)与⟪<https://example.cn>⟫。\n",
            "# 标题\n\n脚注[^1]与⟪新注[^2]⟫。\n\n[^1]: 注⟦旧⟧⟪新⟫文。\n[^2]: 另一条。\n",
        ];

    [Theory]
    [MemberData(nameof(Written))]
    public void Pandoc_accepts_to_the_final_and_rejects_to_the_original_text(string written)
    {
        var report = new Suggested(written);
        var marked = report.Marked();
        Valid.Check(marked);
        Assert.Equal(Text(Pandoc.Plain(report.Accepted())), Text(Pandoc.Plain(marked, "--track-changes=accept")));
        Assert.Equal(Text(Pandoc.Plain(report.Rejected())), Text(Pandoc.Plain(marked, "--track-changes=reject")));
    }

    /// <summary>Without the contents, which are those of the final text, and items that pandoc empties but does not take away.</summary>
    private static IEnumerable<string> Text(string plain) =>
        plain.Split('\n').Where(line => !line.EndsWith(" –", StringComparison.Ordinal) && line.Trim() is not ("" or "-" or "目录"));

    [Fact]
    public void Each_change_says_whose_it_is_and_when_it_was_made()
    {
        var file = new Suggested("# 标题\n\n一⟪甲⟫二⟦乙⟧三⟪丙⟫\n").Marked();
        var changes = file.Document.Descendants().Where(element => element.Name == W + "ins" || element.Name == W + "del");
        Assert.Equal(
            ["ins 李老师 2025-12-01T09:30:00Z 甲", "del 王科长 2025-12-02T16:05:07Z 乙", "ins 李老师 2025-12-01T09:30:00Z 丙"],
            changes.Select(change =>
                $"{change.Name.LocalName} {change.Attribute(W + "author")!.Value} {change.Attribute(W + "date")!.Value} {change.Value}"
            )
        );
    }

    [Fact]
    public void A_link_is_never_inside_an_insertion_and_no_field_mark_inside_a_deletion()
    {
        foreach (var written in Written)
        {
            var document = new Suggested(written).Marked().Document;
            Assert.Empty(document.Descendants(W + "ins").Descendants(W + "hyperlink"));
            Assert.Empty(document.Descendants(W + "del").Descendants(W + "fldChar"));
            Assert.Empty(document.Descendants(W + "ins").Descendants(W + "ins"));
        }
    }

    [Theory]
    [InlineData("每年培养学生", "文字里的几个字")]
    [InlineData("学生，**粗体**与", "跨过粗体")]
    [InlineData("一段。\n\n另一", "跨过两段")]
    [InlineData("@tbl:a", "一处引用")]
    [InlineData("| 1 |", "一格")]
    [InlineData("# 标题", "整个标题")]
    [InlineData("注文", "脚注里的字")]
    public void Comments_keep_their_words(string words, string what)
    {
        output.WriteLine(what);
        var report = new Suggested(
            "# 标题\n\n每年培⟪养⟫⟦训⟧学生，**粗体**与一段。\n\n另一段，见 @tbl:a，脚注[^1]。\n\n| 甲 |\n|---|\n| 1 |\n\n: 表题 {#tbl:a}\n\n[^1]: 注文。\n"
        );
        var file = report.Marked(report.On(words, false, new CommentWords(Suggested.Li, "请核对。")));
        Valid.Check(file);
        var id = Assert.Single(file.Part("word/comments.xml").Descendants(W + "comment")).Attribute(W + "id")!.Value;
        var nodes = file.Document.Descendants().ToList();
        var from = nodes.FindIndex(node => node.Name == W + "commentRangeStart" && node.Attribute(W + "id")!.Value == id);
        var to = nodes.FindIndex(node => node.Name == W + "commentRangeEnd" && node.Attribute(W + "id")!.Value == id);
        Assert.InRange(from, 0, to);
        Assert.Contains(nodes.Skip(to), node => node.Name == W + "commentReference" && node.Attribute(W + "id")!.Value == id);
        var held = string.Concat(nodes.Skip(from).Take(to - from).Where(node => node.Name == W + "t").Select(node => node.Value));
        var expected = words switch
        {
            "@tbl:a" => "表 1",
            "注文" => "", // Word takes no comments in footnotes: it stands at the mark
            "| 1 |" => "1",
            _ => words.Replace("*", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).TrimStart('#', ' '),
        };
        Assert.Equal(expected, held.Trim());
    }

    [Fact]
    public void Answers_follow_their_comment_and_what_is_settled_is_marked_so()
    {
        var report = new Suggested("# 标题\n\n甲乙丙丁。\n");
        var file = report.Marked(
            report.On(
                "乙丙",
                isResolved: false,
                new CommentWords(Suggested.Li, "第一行\n第二行"),
                new CommentWords(Suggested.Wang, "已改")
            ),
            report.On("甲乙", isResolved: true, new CommentWords(Suggested.Wang, "好"))
        );
        Valid.Check(file);
        var comments = file.Part("word/comments.xml").Root!.Elements(W + "comment").ToList();
        Assert.Equal(
            ["王科长 2025-12-02T16:05:07Z 好", "李老师 2025-12-01T09:30:00Z 第一行第二行", "王科长 2025-12-02T16:05:07Z 已改"],
            comments.Select(c => $"{c.Attribute(W + "author")!.Value} {c.Attribute(W + "date")!.Value} {c.Value}")
        );
        var threads = file.Part("word/commentsExtended.xml").Root!.Elements().ToList();
        Assert.Equal(["1", "0", "0"], threads.Select(thread => thread.Attribute(W15 + "done")!.Value));
        Assert.Equal(threads[1].Attribute(W15 + "paraId")!.Value, threads[2].Attribute(W15 + "paraIdParent")?.Value);
        Assert.Equal(
            threads.Select(thread => thread.Attribute(W15 + "paraId")!.Value),
            comments.Select(c => c.Elements(W + "p").Last().Attributes().Single(a => a.Name.LocalName == "paraId").Value)
        );
        var shown = Pandoc.Run(file, "html", "--track-changes=all");
        Assert.Contains("已改", shown, StringComparison.Ordinal);
        Assert.Contains("comment-start", shown, StringComparison.Ordinal);
    }

    /// <summary>Wherever its words stand, and where they are not printed, too.</summary>
    [Fact]
    public void No_comment_is_left_out()
    {
        const string written =
            "# 标题\n\n段一。\n\n---\n\n| 甲 |\n|---|\n| 1 |\n\n: 表题\n\n```\n代码\n```\n\n![图题](a.png)\n\n::case{#case:none}\n";
        var report = new Suggested(written);
        for (var from = 0; from <= written.Length; from++)
        for (var to = from; to <= written.Length; to += 7)
        {
            var file = report.Marked(new TextComment(from, to, [new CommentWords(Suggested.Li, "看")]));
            Assert.Single(file.Document.Descendants(W + "commentRangeStart"));
            Assert.Single(file.Document.Descendants(W + "commentRangeEnd"));
            Assert.Single(file.Document.Descendants(W + "commentReference"));
        }
    }
}
