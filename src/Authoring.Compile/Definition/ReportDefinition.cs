using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Definition;

/// <summary>
/// <c>report.yml</c>, read: what the report is, how it is numbered, and which files make it up, in order. Immutable.
/// What is wrong in it but can be passed over stands in <see cref="Diagnostics"/>, each with its line.
/// </summary>
public sealed class ReportDefinition
{
    /// <summary>The file's name in a report folder.</summary>
    public const string FileName = "report.yml";

    /// <summary>Longer than this (UTF-16 code units) it is refused.</summary>
    public const int MaxLength = 1024 * 1024;

    internal ReportDefinition() { }

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public string? Period { get; init; }

    public string? Issuer { get; init; }

    public string? Date { get; init; }

    public IReadOnlyList<string> Front => Paths(FrontFiles);

    public IReadOnlyList<string> Body => Paths(BodyFiles);

    public IReadOnlyList<string> Annexes => Paths(AnnexFiles);

    public IReadOnlyList<string> Cases => Paths(CaseFiles);

    /// <summary>
    /// The lists that are printed after the contents, in this order: <c>figures</c>, <c>tables</c>, <c>cases</c>, <c>annexes</c>.
    /// </summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Headings down to this level are in the contents.</summary>
    public int ContentsDepth { get; init; } = DefinitionReader.DefaultContentsDepth;

    public bool ContentsAnnexes { get; init; }

    public bool ContentsFront { get; init; }

    /// <summary>The pattern of the page number as written, for those who lay out pages: <c>- {page} -</c>.</summary>
    public string? PageNumber { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    internal NumberingRules Numbering { get; init; } = null!; // the reader is the only one who makes definitions

    internal IReadOnlyList<ListedFile> FrontFiles { get; init; } = [];

    internal IReadOnlyList<ListedFile> BodyFiles { get; init; } = [];

    internal IReadOnlyList<ListedFile> AnnexFiles { get; init; } = [];

    internal IReadOnlyList<ListedFile> CaseFiles { get; init; } = [];

    /// <exception cref="ReportFormatException">This text is not YAML, not a mapping, or has no title.</exception>
    public static ReportDefinition Parse(string yaml, string folderName) => new DefinitionReader(folderName).Read(yaml);

    private static string[] Paths(IReadOnlyList<ListedFile> files) => [.. files.Select(file => file.Path)];
}

/// <summary>A file that <c>report.yml</c> lists, and the line where it does.</summary>
internal sealed record ListedFile(string Path, int Line);
