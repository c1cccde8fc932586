using System.Xml.Linq;

namespace Authoring.Compile.Tests.Docx;

/// <summary>A report as a Word file: valid, whole when it is opened, and counted by Word to the numbers that the compiler gives.</summary>
public sealed class WordFileTests
{
    private static readonly XNamespace W = WordFile.W;

    public static TheoryData<string> Reports => ["sample", "synthetic", "synthetic in digits", "siping-2025", "baicheng-2022"];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_part_is_valid(string name) => Valid.Check(Open(name));

    [Theory]
    [MemberData(nameof(Reports))]
    public void Ids_are_unique_over_all_families_and_nothing_asks_to_be_updated(string name)
    {
        var file = Open(name);
        Valid.Check(file);
        var names = file.Document.Descendants(W + "bookmarkStart").Select(mark => mark.Attribute(W + "name")!.Value).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, mark => Assert.InRange(mark.Length, 1, 40));
        var ends = file.AllParts.SelectMany(part => part.Descendants(W + "bookmarkEnd")).Select(end => end.Attribute(W + "id")!.Value);
        Assert.Equal(
            file.AllParts.SelectMany(part => part.Descendants(W + "bookmarkStart"))
                .Select(start => start.Attribute(W + "id")!.Value)
                .Order(),
            ends.Order()
        );
        Assert.DoesNotContain(
            file.AllParts.SelectMany(part => part.Descendants()),
            element => element.Name.LocalName is "updateFields" or "fldSimple"
        );
        Assert.DoesNotContain(
            file.AllParts.SelectMany(part => part.Descendants()).SelectMany(e => e.Attributes()),
            a => a.Name.LocalName == "dirty"
        );
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_field_is_balanced_and_has_a_result(string name)
    {
        foreach (var part in Open(name).AllParts)
        {
            var states = new List<string>(); // of the fields that are open here, the innermost last
            foreach (var run in part.Descendants(W + "r"))
            {
                var type = run.Element(W + "fldChar")?.Attribute(W + "fldCharType")?.Value;
                if (type == "begin")
                    states.Add("instruction");
                else if (type == "separate")
                    Move("instruction", "no result yet");
                else if (type == "end")
                {
                    Assert.Equal("result", states[^1]);
                    states.RemoveAt(states.Count - 1);
                }
                else if (run.Elements(W + "t").Any(text => text.Value.Length > 0))
                    states = states.ConvertAll(state => state == "instruction" ? state : "result");
            }

            Assert.Empty(states);

            void Move(string from, string to)
            {
                Assert.Equal(from, states[^1]);
                states[^1] = to;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Word_counts_to_the_numbers_that_are_printed(string name)
    {
        var file = Open(name);
        var read = new FieldReader(file);
        Assert.All(read.Fields, field => Assert.Equal((field.Instruction, field.Cached), (field.Instruction, field.Counted)));
        Assert.Contains(read.Fields, field => field.Instruction.StartsWith("SEQ", StringComparison.Ordinal));
        var report = Report(name);
        // Every entry of the lists stands in the text with its number, counted by the lists and fields of the file alone.
        var headings = read
            .Paragraphs.Where(p =>
                p.Style.StartsWith("Heading", StringComparison.Ordinal)
                || p.Style.StartsWith("AnnexHeading", StringComparison.Ordinal)
                || p.Style.StartsWith("FrontHeading", StringComparison.Ordinal)
            )
            .Select(p => p.Text.Replace(" ", "", StringComparison.Ordinal))
            .ToList();
        foreach (var entry in report.Contents)
            Assert.Contains((entry.Number + entry.Title).Replace(" ", "", StringComparison.Ordinal), headings);
        var captions = read.Paragraphs.Where(p => p.Style is "FigureCaption" or "TableCaption" or "CaseTitle").Select(p => p.Text).ToList();
        // What has no number, since its chapter has none, is counted by nothing.
        var counted = report.Figures.Concat(report.Tables).Concat(report.Cases).Where(entry => entry.Number.Length > 0).ToList();
        Assert.Equal(counted.Count, captions.Count);
        foreach (var entry in counted)
            Assert.Contains(
                captions,
                text => text.StartsWith(entry.Number, StringComparison.Ordinal) && text.EndsWith(entry.Title, StringComparison.Ordinal)
            );
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void The_same_report_gives_the_same_bytes(string name) => Assert.Equal(Open(name).Content, Open(name).Content);

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_reference_and_list_entry_leads_to_a_bookmark(string name)
    {
        var file = Open(name);
        var marks = file
            .Document.Descendants(W + "bookmarkStart")
            .Select(mark => mark.Attribute(W + "name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var link in file.Document.Descendants(W + "hyperlink").Select(link => link.Attribute(W + "anchor")?.Value).OfType<string>()
        )
            Assert.Contains(link, marks);
        foreach (
            var words in file
                .Document.Descendants(W + "instrText")
                .Select(text => text.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        )
            if (words[0] is "REF" or "PAGEREF" or "NOTEREF")
                Assert.Contains(words[1], marks);
    }

    private static CompiledReport Report(string name) =>
        name switch
        {
            "synthetic" => SyntheticReport.Compile(),
            "synthetic in digits" => SyntheticReport.CompileInDigits(),
            _ => Compiler.CompileFolder(Folder(name)),
        };

    private static WordFile Open(string name) =>
        name.StartsWith("synthetic", StringComparison.Ordinal) ? WordFile.Of(Report(name)) : WordFile.Of(Folder(name));

    private static string Folder(string name) =>
        name == "sample" ? Path.Combine(Repository.Root, "seed", "report") : Repository.RealReport(name);
}
