using System.Text;

namespace Authoring.Text.Tests.History;

/// <summary>A difference shows what somebody changed, all of it and nothing else.</summary>
public class DifferenceTests
{
    /// <summary>In the notation of these tests <c>[deleted]</c> and <c>⟨inserted⟩</c> stand where the change is.</summary>
    private static string Shown(string from, string to)
    {
        var (shown, at) = (new StringBuilder(), 0);
        foreach (var span in Difference.Between(from, to).Spans)
        {
            shown.Append(from, at, span.From - at);
            if (span.To > span.From)
                shown.Append('[').Append(from, span.From, span.To - span.From).Append(']');
            if (span.Inserted.Length > 0)
                shown.Append('⟨').Append(span.Inserted).Append('⟩');
            at = span.To;
        }
        return shown.Append(from, at, from.Length - at).ToString();
    }

    [Theory]
    [InlineData("全市现有学校六所。", "全市现有学校七所。", "全市现有学校[六]⟨七⟩所。")]
    [InlineData("共12所，占98.5%。", "共13所，占98.7%。", "共[12]⟨13⟩所，占[98.5]⟨98.7⟩%。")]
    [InlineData("资产1,204万元", "资产1,304万元", "资产[1,204]⟨1,304⟩万元")]
    [InlineData("The schools of the city", "The colleges of the city", "The [schools]⟨colleges⟩ of the city")]
    [InlineData("见@fig:a1处", "见@fig:a2处", "见@fig:[a1]⟨a2⟩处")]
    [InlineData("甲。\n\n乙。\n", "甲。\n\n新写的一段。\n\n乙。\n", "甲。\n\n⟨新写的一段。\n\n⟩乙。\n")]
    [InlineData("甲。\n\n乙。\n", "甲。乙。\n", "甲。[\n\n]乙。\n")]
    [InlineData("第一句。第三句。", "第一句。第二句。第三句。", "第一句。⟨第二句。⟩第三句。")]
    [InlineData("甲", "甲\n乙", "甲⟨\n乙⟩")]
    [InlineData("笑😀了", "笑😁了", "笑[😀]⟨😁⟩了")]
    [InlineData("", "新写", "⟨新写⟩")]
    [InlineData("全删", "", "[全删]")]
    public void People_read_a_difference_in_characters_words_and_numbers(string from, string to, string expected) =>
        Assert.Equal(expected, Shown(from, to));

    [Fact]
    public void A_passage_of_which_next_to_nothing_stayed_is_one_replacement() =>
        Assert.Equal(
            "开头不变。[全市聚焦立德树人的根本任务而努力]⟨二〇二五年秋季起新的办法已经施行⟩。结尾不变。",
            Shown("开头不变。全市聚焦立德树人的根本任务而努力。结尾不变。", "开头不变。二〇二五年秋季起新的办法已经施行。结尾不变。")
        );

    private const string Table = "| 学校 | 上年 | 本年 |\n| --- | --- | --- |\n| 甲校 | 95 | 96 |\n| 乙校 | 96 | 97 |\n";

    [Theory]
    [InlineData("| 甲校 | 95 | 96 |", "| 甲校 | 96 | 97 |", "| 甲校 | [95]⟨96⟩ | [96]⟨97⟩ |")]
    [InlineData("| 甲校 | 95 | 96 |\n", "| 甲校 | 95 | 99 |\n| 丙校 | 95 | 96 |\n", "| 甲校 | 95 | [96]⟨99⟩ |\n⟨| 丙校 | 95 | 96 |\n⟩")]
    [InlineData("| 甲校 | 95 | 96 |\n", "", "[| 甲校 | 95 | 96 |\n]")]
    [InlineData("| 乙校 | 96 | 97 |\n", "| 乙校 | 96 | |\n", "| 乙校 | 96 | [97 ]|\n")]
    public void Tables_differ_cell_by_cell(string row, string other, string expected) =>
        Assert.Equal(
            Table.Replace(row, expected, StringComparison.Ordinal),
            Shown(Table, Table.Replace(row, other, StringComparison.Ordinal))
        );

    [Fact]
    public void A_column_that_is_new_is_all_that_is_new() =>
        Assert.Equal(
            "| 学校 ⟨| 电话 ⟩| 本年 |\n| 甲校 ⟨| 1 ⟩| 96 |\n",
            Shown("| 学校 | 本年 |\n| 甲校 | 96 |\n", "| 学校 | 电话 | 本年 |\n| 甲校 | 1 | 96 |\n")
        );

    [Fact]
    public void Applied_it_gives_the_other_text_and_marks_nothing_at_its_edges_that_is_the_same() =>
        RandomCase.Hold(
            3000,
            random =>
            {
                var from = random.Text("from", 60);
                var to = random.Chance(0.3) ? random.Text("to", 60) : random.Change("change", from).Apply(from);
                var difference = Difference.Between(from, to);
                Assert.Equal(to, difference.Apply(from));
                Assert.Null(difference.Check(from));
                Assert.Equal(from.Equals(to), difference.IsEmpty);
                foreach (var span in difference.Spans)
                    Assert.NotEqual(from.Slice(span.From, span.To), span.Inserted);
                Assert.True(Difference.Between(from, from).IsEmpty);
            }
        );

    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Scattered_edits_in_a_real_report_come_out_as_those_edits_and_nothing_else(string report)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.RealReport(report), "sections"), "*.md"))
        {
            var from = File.ReadAllText(file).Replace("\r", "", StringComparison.Ordinal);
            RandomCase.Hold(30, random => ScatteredEditsComeOut(from, random));
        }
    }

    [Fact]
    public void Scattered_edits_in_a_text_like_a_report_come_out_as_those_edits_and_nothing_else() =>
        RandomCase.Hold(
            200,
            random =>
            {
                var text = new StringBuilder("# 一、基本情况\n\n");
                for (var i = 0; i < 40; i++)
                {
                    for (var j = random.Below(5); j >= 0; j--)
                        text.Append("全市")
                            .Append("聚焦深化职业教育质量改革".AsSpan(random.Below(6), 6))
                            .Append(random.Below(500))
                            .Append("所学校，")
                            .Append(random.Chance(0.5) ? "占98.5%" : "增长2倍")
                            .Append('。');
                    text.Append("\n\n");
                    if (i % 10 == 9)
                        text.Append(Table).Append('\n');
                }
                ScatteredEditsComeOut(text.ToString(), random);
            }
        );

    /// <summary>
    /// Every edit is of Chinese characters, and inserts signs that occur nowhere else, so that it can be told what must be shown.
    /// </summary>
    private static void ScatteredEditsComeOut(string from, RandomCase random)
    {
        var (edits, expected) = (new List<Edit>(), new List<string>());
        var fresh = '\u3400';
        for (var at = random.Below(40); at < from.Length; at += 40 + random.Below(200))
        {
            var to = at;
            while (to < from.Length && to < at + 3 && from[to] is >= '\u4E00' and <= '\u9FFF')
                to++;
            if (random.Chance(0.3))
                to = at;
            // Deleting one of two equal neighbours is as true of the other one: both are replaced instead.
            var insert = new string([.. Enumerable.Range(0, 1 + random.Below(3)).Select(_ => fresh++)]);
            if (from[at] is not (>= '\u4E00' and <= '\u9FFF'))
                continue;
            edits.Add(new Edit(at, to, insert));
            expected.Add($"{at}: [{from[at..to]}]⟨{insert}⟩");
        }
        var after = ChangeSet.Of(from.Length, edits).Apply(Rope.From(from)).ToString();
        Assert.Equal(
            expected,
            Difference.Between(from, after).Spans.Select(span => $"{span.From}: [{from[span.From..span.To]}]⟨{span.Inserted}⟩")
        );
    }
}
