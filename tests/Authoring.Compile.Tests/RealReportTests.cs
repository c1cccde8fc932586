using System.Text.Json;

namespace Authoring.Compile.Tests;

/// <summary>The reports that schools and cities publish: compiling gives the lists that were read off them.</summary>
public sealed class RealReportTests
{
    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Lists_are_those_of_the_printed_report(string name)
    {
        var folder = Repository.RealReport(name);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        using var actual = JsonDocument.Parse(Compiler.CompileFolder(folder).ToJson());
        foreach (var list in expected.RootElement.EnumerateObject())
        {
            string[] fields = list.Name == "contents" ? ["level", "number", "title"] : ["number", "title"];
            Assert.Equal(Lines(list.Value, fields), Lines(actual.RootElement.GetProperty(list.Name), fields));
        }
    }

    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Nothing_is_wrong_with_it(string name) => Assert.Empty(Compiler.CompileFolder(Repository.RealReport(name)).Diagnostics);

    /// <summary>Index and caption cannot disagree: every number of a list is printed at its place in the document.</summary>
    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Every_number_stands_at_its_place(string name)
    {
        var report = Compiler.CompileFolder(Repository.RealReport(name));
        var html = report.ToHtml();
        foreach (var entry in report.Figures.Concat(report.Tables).Concat(report.Cases))
        {
            Assert.Contains($"href=\"#{entry.Anchor}\"><span class=\"number\">{entry.Number}</span>", html, StringComparison.Ordinal);
            var place = html.IndexOf($" id=\"{entry.Anchor}\"", StringComparison.Ordinal);
            Assert.True(place > 0, $"nothing is called {entry.Anchor}");
            var number = html.IndexOf("<span class=\"number\">", place, StringComparison.Ordinal);
            Assert.StartsWith(entry.Number, html[(number + "<span class=\"number\">".Length)..], StringComparison.Ordinal);
        }
    }

    private static List<string> Lines(JsonElement list, string[] fields) =>
        [.. list.EnumerateArray().Select(entry => string.Join(" | ", fields.Select(field => entry.GetProperty(field).ToString())))];
}
