using Authoring.Compile;
using Authoring.Web.Reports;

namespace Authoring.Web.Tests.Reports;

/// <summary>Each way of numbering that is offered prints what it promises.</summary>
public sealed class ProfileTests
{
    [Theory]
    [InlineData("chapter", "2. 2.2 2.2.1", "图 2-1 图 2-2 图 2-3", "表 2-1", "案例 2-1")]
    [InlineData("document", "2. 2.2 2.2.1", "图 1. 图 2. 图 3.", "表 1.", "案例一")]
    [InlineData("section", "2. 2.2 2.2.1", "图 2.1.1-1 图 2.1.1-2 图 2.1.2", "表 2.1.1-1", "案例一")]
    [InlineData("official", "二、 （二） 1. （1）", "图 1 图 2 图 3", "表 1", "案例一")]
    public void A_profile_prints_what_it_promises(string name, string headings, string figures, string table, string card)
    {
        var printed = ReportTemplate.Printed(name);
        Assert.Equal(headings, string.Join(' ', printed.Headings.Where(h => h.Length > 0)));
        Assert.Equal(figures, string.Join(' ', printed.Figures.Select(f => f.Replace("示例图", "", StringComparison.Ordinal).Trim())));
        Assert.StartsWith(table, printed.Tables[0], StringComparison.Ordinal);
        Assert.StartsWith($"{card}：", printed.Cases[0], StringComparison.Ordinal);
        Assert.Equal("附件 1", printed.Annex);
    }

    [Fact]
    public void Every_profile_can_be_saved() => Assert.All(ReportTemplate.Profiles, p => Assert.Empty(DefinitionCheck.Of(p.Numbering with { Title = "报告", Body = ["sections/01.md"] })));

    [Fact]
    public void A_section_with_one_figure_carries_the_sections_number_alone() =>
        Assert.Equal("图 2.1.2", ReportTemplate.Printed("section").Figures[2].Replace("示例图", "", StringComparison.Ordinal).Trim());
}
