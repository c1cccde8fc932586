using System.Text.RegularExpressions;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>What other programs than Word make of a Word file of ours.</summary>
public sealed partial class OtherProgramsTests
{
    public static TheoryData<string> Reports => ["synthetic", "synthetic in digits", "siping-2025"];

    [Theory]
    [MemberData(nameof(Reports))]
    public void LibreOffice_counts_to_the_numbers_that_the_compiler_gives(string name)
    {
        var report = Report(name);
        var pages = LibreOffice.Show(WordFile.Of(report), WordFile.Of(report, isFlat: true)).ConvertAll(Lines);
        // The flat form has every number as text, so whatever differs was counted otherwise.
        // A footnote stands at the foot of its page, and where a page ends may differ by a line: the lines are compared, not their order.
        Assert.Equal(pages[1], pages[0]);
    }

    /// <summary>
    /// Without the raised marks of footnotes, which are lines of their own or not as the height of their line falls; and of a footnote
    /// with a mark of its own (in a card) LibreOffice prints the mark and its text, where Word prints the text alone.
    /// </summary>
    private static List<string> Lines(string shown) =>
        [
            .. shown
                .Split('\n')
                .Select(line => FootnoteMark().Replace(LibreOffice.Words(line), "脚注"))
                .Where(line => !line.All(char.IsAsciiDigit))
                .Order(StringComparer.Ordinal),
        ];

    [GeneratedRegex("^1*案例脚注|脚注1$")]
    private static partial Regex FootnoteMark();

    private static CompiledReport Report(string name) =>
        name switch
        {
            "synthetic" => SyntheticReport.Compile(),
            // Chinese chapters whose sections print them in digits are more than LibreOffice 7 knows (w:isLgl).
            "synthetic in digits" => SyntheticReport.CompileInDigits("{1}."),
            _ => Compiler.CompileFolder(Repository.RealReport(name)),
        };
}
