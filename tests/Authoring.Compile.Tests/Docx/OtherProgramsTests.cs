using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>What other programs than Word make of a Word file of ours.</summary>
public sealed class OtherProgramsTests
{
    public static TheoryData<string> Reports => ["synthetic", "synthetic in digits", "siping-2025"];

    [Theory]
    [MemberData(nameof(Reports))]
    public void LibreOffice_counts_to_the_numbers_that_the_compiler_gives(string name)
    {
        var report = Report(name);
        var pages = LibreOffice.Show(WordFile.Of(report), WordFile.Of(report, isFlat: true)).ConvertAll(LibreOffice.Words);
        // The flat form has every number as text, so whatever differs was counted otherwise.
        // Of a footnote with a mark of its own (in a card) LibreOffice prints the mark and its text, where Word prints the text alone.
        Assert.Equal(pages[1], pages[0].Replace("11案例脚注", "1案例脚注", StringComparison.Ordinal));
    }

    private static CompiledReport Report(string name) =>
        name switch
        {
            "synthetic" => SyntheticReport.Compile(),
            // Chinese chapters whose sections print them in digits are more than LibreOffice 7 knows (w:isLgl).
            "synthetic in digits" => SyntheticReport.CompileInDigits("{1}."),
            _ => Compiler.CompileFolder(Repository.RealReport(name)),
        };
}
