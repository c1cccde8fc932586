using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests;

/// <summary>
/// Every rule of the report folder, by examples that a writer can read: <c>Specs/*.md</c>, whose README says how, and
/// <c>docs/report-folder.md</c>, which explains the format.
/// With <c>AUTHORING_ACCEPT=1</c> in the environment the results that compiling gives are written into the pages instead.
/// </summary>
public sealed class SpecTests
{
    private static readonly Lock Writing = new();

    private static readonly string Explained = Path.Combine(Repository.Root, "docs", "report-folder.md");

    private static bool Accepts => Environment.GetEnvironmentVariable("AUTHORING_ACCEPT") == "1";

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var (page, example) in All())
            data.Add(page, example.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_compiles_to_its_result(string page, string name)
    {
        lock (Writing)
        {
            var spec = new SpecFile(Path.Combine(Repository.Root, page));
            var example = Assert.Single(spec.Examples, example => example.Name == name);
            Assert.NotEmpty(example.Results);
            var report = Compile(example);
            var results = example.Results.Select(block => (Block: block, Content: Result(report, block.Label))).ToList();
            if (Accepts)
            {
                spec.Accept(results);
                return;
            }

            foreach (var (block, content) in results)
                Assert.Equal(block.Content, content, ignoreLineEndingDifferences: true);
        }
    }

    /// <summary>An example that is never run proves nothing.</summary>
    [Fact]
    public void Names_of_examples_are_unique_on_their_page() =>
        Assert.Empty(All().GroupBy(entry => (entry.Page, entry.Example.Name)).Where(group => group.Count() > 1).Select(group => group.Key));

    private static IEnumerable<(string Page, SpecExample Example)> All() =>
        from path in Directory.GetFiles(Repository.Specs, "*.md").Append(Explained).Order(StringComparer.Ordinal)
        where Path.GetFileName(path) != "README.md"
        from example in new SpecFile(path).Examples
        select (Path.GetRelativePath(Repository.Root, path), example);

    private static CompiledReport Compile(SpecExample example)
    {
        var files = example.Files.ToDictionary(file => file.Label, file => file.Content + "\n");
        var definition = ReportDefinition.Parse(files[ReportDefinition.FileName], "example");
        return Compiler.Compile(definition, path => files.TryGetValue(path, out var text) ? SourceFile.Read(path, text) : null, Image);
    }

    /// <summary>Every picture is there, unless its name says otherwise.</summary>
    private static ImageLookup Image(string path) =>
        Path.GetFileName(path) switch
        {
            _ when !path.StartsWith("images/", StringComparison.Ordinal) => new ImageLookup(null, ImageFault.Missing),
            // As a folder has them: no name is another name's code.
            _ when Uri.UnescapeDataString(path) != path => new ImageLookup(null, ImageFault.Missing),
            "other-case.png" => new ImageLookup(null, ImageFault.Missing),
            var name when Path.GetFileNameWithoutExtension(name) == "missing" => new ImageLookup(null, ImageFault.Missing),
            "letter.png" => new ImageLookup(null, ImageFault.NotAnImage),
            "link-out.png" => new ImageLookup(null, ImageFault.Outside),
            "huge.png" => new ImageLookup(null, ImageFault.TooLarge),
            _ => new ImageLookup(new ImageFacts(640, 360, "image/png"), ImageFault.None),
        };

    private static string Result(CompiledReport report, string label) =>
        label == "lists"
            ? Lists(report)
            : string.Join('\n', report.Preview(label["html ".Length..]).Select(block => $"{block.Line}: {block.Html.TrimEnd('\n')}"));

    private static string Lists(CompiledReport report)
    {
        var lines = new StringBuilder();
        Add("contents", report.Contents.Select(entry => $"{new string(' ', 2 * entry.Level)}{entry.Number} | {entry.Title}"));
        Add("figures", report.Figures.Select(Line));
        Add("tables", report.Tables.Select(Line));
        Add("cases", report.Cases.Select(Line));
        Add("annexes", report.Annexes.Select(Line));
        Add("diagnostics", report.Diagnostics.Select(Line));
        return lines.ToString().TrimEnd('\n');

        void Add(string name, IEnumerable<string> entries)
        {
            var list = entries.ToList();
            if (list.Count > 0)
                lines.Append(name).Append('\n').AppendJoin('\n', list).Append('\n');
        }

        static string Line(object entry) =>
            entry switch
            {
                ListEntry item => $"  {item.Number} | {item.Title}",
                Diagnostic found =>
                    $"  {found.Severity.ToString().ToLowerInvariant()} {found.Code} {found.File}:{found.Line}\n    {found.Message}"
                        + (found.Hint is null ? "" : $"\n    → {found.Hint}"),
                _ => throw new ArgumentException("no line for this", nameof(entry)),
            };
    }
}
