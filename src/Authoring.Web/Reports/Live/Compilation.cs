using Authoring.Compile;
using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Live;

/// <summary>One compilation of a report; <see cref="Stamp"/> differs from every other's.</summary>
/// <param name="Texts">What was compiled, by the path in the report folder.</param>
public sealed record Compilation(string Stamp, CompiledReport Report, IReadOnlyDictionary<string, ProjectedText> Texts)
{
    /// <summary>With every suggestion accepted; null: this one is.</summary>
    public Compilation? Final { get; init; }

    /// <summary>Of a text, by its path; 0 where there is no such text.</summary>
    public int VersionOf(string path) => Texts.TryGetValue(path, out var text) ? text.Version : 0;

    /// <summary>The line of the text that people write in; what was compiled has other lines where suggestions pend.</summary>
    public int LineInText(string path, int line) => Texts.TryGetValue(path, out var text) ? text.LineInText(line) : line;
}

/// <summary>A picture of a report: where its bytes are and what is known of them.</summary>
/// <param name="Hash">SHA-256 of its content, in hexadecimal digits: another picture has another address.</param>
public sealed record PictureInfo(int FileId, ImageFacts? Facts, string Hash = "");

/// <summary>
/// What a report is made of, all read at one moment: its settings and order, and its live texts by their path in the report folder.
/// </summary>
/// <param name="Yaml">The text of <c>report.yml</c> that <paramref name="Definition"/> was read from.</param>
/// <param name="Documents">Those that were taken out of the report, too: they can be read until they are put back.</param>
public sealed record ReportShape(string Yaml, ReportDefinition Definition, IReadOnlyDictionary<string, DocumentName> Documents);
