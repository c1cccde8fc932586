using Authoring.Compile.Definition;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Reading;

/// <summary>What a press puts right is right afterwards: the finding is gone, and the text is read as it was meant.</summary>
public sealed class CorrectionTests
{
    private const string Path = "sections/01.md";

    private static readonly ReportDefinition Definition = ReportDefinition.Parse(
        "title: 示例\nnumbering:\n  headings: [\"{1}.\", \"{1}.{2}\"]\nbody: [sections/01.md]\ncases: [cases/c01.md]\n",
        "x"
    );

    [Theory]
    [InlineData("not-a-heading", "# 甲\n\n#1 教学楼\n", "# 1 教学楼\n")]
    [InlineData("stray-emphasis", "# 甲\n\n做好** 重点 **工作\n", "做好**重点**工作\n")]
    [InlineData("not-a-reference", "# 甲 {#sec:a}\n\n见@sec: a，后\n", "见@sec:a，后\n")]
    [InlineData("not-a-reference", "# 甲 {#sec:a}\n\n- **粗**见@ces:a\n", "@sec:a\n")]
    [InlineData("not-a-table", "# 甲\n\n| 甲 | 乙 |\n| 1 | 2 |\n", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")]
    [InlineData("not-a-list", "# 甲\n\n-项目\n", "- 项目\n")]
    [InlineData("not-a-figure", "# 甲\n\n如下：\n![图](../images/a.png)\n后\n", "如下：\n\n![图](../images/a.png)\n\n后\n")]
    [InlineData("not-a-figure", "# 甲\n\n![图](../images/a.png){#fig:a} ![图](../images/a.png)\n", "{#fig:a}\n\n![图]")]
    [InlineData("not-an-image", "# 甲\n\n！ [图](../images/a.png)\n", "\n![图](../images/a.png)\n")]
    [InlineData("stray-attributes", "# 甲\n\n![图](../images/a.png) {#fig:a} 后\n", "png){#fig:a} 后")]
    [InlineData("stray-attributes", "# 甲\n\n![图](../images/a.png) {#fig:a}\n", "png){#fig:a}")]
    [InlineData("stray-attributes", "# 甲\n\n![图](../images/a.png)\t {#fig:a}　\n", "png){#fig:a}")]
    [InlineData("not-a-list", "# 甲\n\n*项一\n", "\n* 项一\n")]
    [InlineData("not-a-list", "# 甲\n\n＊项一\n", "\n* 项一\n")]
    [InlineData("not-an-image", "# 甲\n\n!(图)[../images/a.png]\n", "\n![图](../images/a.png)\n")]
    [InlineData("not-an-image", "# 甲\n\n！【图】（../images/校 园.png）\n", "\n![图](../images/校 园.png)\n")]
    [InlineData("not-a-link", "# 甲\n\n见【文】(https://a.cn/b_c)后\n", "见[文](https://a.cn/b_c)后\n")]
    [InlineData("not-a-link", "# 甲\n\n[一](https://a.cn)和[二]【https://b.cn】\n", "[一](https://a.cn)和[二](https://b.cn)\n")]
    [InlineData("not-a-table", "# 甲\n\n甲 | 乙\n-----\n1 | 2\n", "甲 | 乙\n| --- | --- |\n1 | 2\n")]
    [InlineData("not-a-table", "# 甲\n\n| 甲 | 乙 |\n|-----+-----|\n| 1 | 2 |\n", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")]
    [InlineData("not-a-case", "# 甲\n\n正文 ::case{#case:c01} 后\n", "正文\n::case{#case:c01}\n后\n")]
    public void A_press_puts_it_right(string code, string before, string expected)
    {
        foreach (var end in (string[])["\n", "\r\n"])
        {
            var text = before.ReplaceLineEndings(end);
            var found = Compile(text).Diagnostics.First(diagnostic => diagnostic.Code == code && diagnostic.Fix is not null);
            var lines = text.Split(end);
            var line = lines[found.Line - 1];
            lines[found.Line - 1] = line[..found.Fix!.From] + found.Fix.Text + line[found.Fix.To..];
            var after = string.Join('\n', lines);
            Assert.Contains(expected, after, StringComparison.Ordinal);
            Assert.DoesNotContain(Compile(after).Diagnostics, diagnostic => diagnostic.Code == code && diagnostic.Fix is not null);
        }
    }

    private static CompiledReport Compile(string text) =>
        Compiler.Compile(
            Definition,
            path => SourceFile.Read(path, path == Path ? text : "---\ntitle: 例\n---\n"),
            _ => new ImageFacts(1, 1, "image/png")
        );
}
