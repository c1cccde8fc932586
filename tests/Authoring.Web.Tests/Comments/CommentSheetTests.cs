using System.Text;
using Authoring.Web.Comments;

namespace Authoring.Web.Tests.Comments;

/// <summary>Nothing that somebody has written is a formula in the file that somebody else opens.</summary>
public sealed class CommentSheetTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1+1|cmd")]
    [InlineData("@SUM(A1)")]
    [InlineData("\uff1d1+1")] // full width
    [InlineData("\uff0b1")]
    [InlineData("\uff0d1")]
    [InlineData("\uff20SUM(A1)")]
    [InlineData("\ufe661+1")] // small forms
    [InlineData("\ufe621")]
    [InlineData("\ufe631")]
    [InlineData("\ufe6bSUM(A1)")]
    [InlineData("\u22121")] // the minus of mathematics
    [InlineData("\u207c1")] // raised
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("  =1+1")]
    [InlineData("\u3000＝1+1")] // after a blank of full width
    [InlineData("\u00a0\t ＠SUM(A1)")]
    [InlineData("\ufeff=1+1")] // after what is not seen
    [InlineData("\u200b\u202e=1+1")]
    [InlineData("\u0000=1+1")]
    [InlineData("\tplain")]
    public void What_a_spreadsheet_would_run_is_only_text(string text)
    {
        var cell = CommentSheet.Cell(text);
        Assert.StartsWith("\"'", cell, StringComparison.Ordinal);
        Assert.Equal($"\"'{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cell); // nothing of it is lost
    }

    [Theory]
    [InlineData("")]
    [InlineData("请核实")]
    [InlineData("—— 见第 3 页")]
    [InlineData("1-2 页")]
    [InlineData(" 前面有空格")]
    [InlineData("“好”")]
    [InlineData("见 a@b.cn =1")]
    public void Everything_else_stays_as_it_was_written(string text) => Assert.Equal($"\"{text}\"", CommentSheet.Cell(text));

    [Fact]
    public void There_is_one_place_where_cells_are_written()
    {
        // A second writer of such files takes its cells from here.
        var sources = Directory
            .EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        Assert.Equal(
            ["CommentSheet.cs"],
            sources
                .Where(file => File.ReadAllText(file, Encoding.UTF8).Contains("text/csv", StringComparison.Ordinal))
                .Select(Path.GetFileName)
        );
    }
}
