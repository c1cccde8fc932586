using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile.Definition;

namespace Authoring.Compile.Tests.Html;

/// <summary>
/// The HTML of whole reports, held to the byte: whoever changes how a document is built or written sees whether anything that is printed
/// has changed.
/// With <c>AUTHORING_ACCEPT=1</c> in the environment what is written now becomes the known one.
/// </summary>
public sealed partial class KnownHtmlTests
{
    private static readonly string Known = Path.Combine(Repository.Root, "tests", "Authoring.Compile.Tests", "Html", "KnownHtml.txt");

    [Fact]
    public void The_sample_is_written_as_it_was() => AssertKnown("sample", Path.Combine(Repository.Root, "seed", "report"));

    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void A_real_report_is_written_as_it_was(string name) => AssertKnown(name, Repository.RealReport(name));

    /// <summary>A document adds how figures open, that wide tables scroll, and the levels of a card's headings; nothing else.</summary>
    [Fact]
    public void A_preview_is_the_same_blocks()
    {
        var report = Compiler.CompileFolder(Path.Combine(Repository.Root, "seed", "report"));
        var html = WithoutLevels(Added().Replace(report.ToHtml(), "").Replace(" whole\"", "\"", StringComparison.Ordinal));
        foreach (var part in report.Outline.Where(part => part.Part != ReportPart.Case))
            Assert.Contains(
                WithoutLevels(string.Concat(report.Preview(part.Path).Select(block => block.Html))),
                html,
                StringComparison.Ordinal
            );
    }

    /// <summary>Below which heading a card stands only the document knows.</summary>
    private static string WithoutLevels(string html) => Level().Replace(html, "$1");

    [GeneratedRegex("(</?h)[1-6]")]
    private static partial Regex Level();

    [GeneratedRegex(
        """<a class="opens"[^>]*>|(?<=<img [^>]*>)</a><a class="closes"[^>]*>[^<]*</a>|<div class="wide"[^>]*>\n|(?<=</table>\n)</div>\n"""
    )]
    private static partial Regex Added();

    /// <summary>Two ways to write it, one result.</summary>
    private static void AssertKnown(string name, string folder)
    {
        var report = Compiler.CompileFolder(folder);
        using var written = new StringWriter();
        report.WriteHtml(written);
        Assert.Equal(report.ToHtml(), written.ToString());
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written.ToString())));
        var known = File.ReadAllLines(Known)
            .Select(line => line.Split(' '))
            .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("AUTHORING_ACCEPT") == "1")
        {
            known[name] = hash;
            File.WriteAllLines(Known, known.OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => $"{line.Key} {line.Value}"));
        }

        Assert.Equal(known[name], hash);
    }
}
