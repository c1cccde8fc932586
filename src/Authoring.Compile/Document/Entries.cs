using Authoring.Compile.Definition;

namespace Authoring.Compile.Document;

/// <param name="Level">1 for a chapter.</param>
/// <param name="Number">As printed; empty where the report gives none.</param>
/// <param name="Title">Plain text, one line.</param>
/// <param name="File">Path inside the report folder.</param>
/// <param name="Line">1-based.</param>
/// <param name="Id">With its prefix, <c>sec:basic</c>; null: it has none.</param>
/// <param name="Anchor">The name of the place in the HTML.</param>
public sealed record ContentsEntry(int Level, string Number, string Title, string File, int Line, string? Id, string Anchor);

/// <summary>A figure, table, case card or annex. The parameters mean what those of <see cref="ContentsEntry"/> do.</summary>
public sealed record ListEntry(string Number, string Title, string File, int Line, string? Id, string Anchor);

/// <summary>One file of the report, with the number and title that are printed at its top.</summary>
public sealed record OutlineEntry(string Path, ReportPart Part, string Number, string Title, string Anchor);

public enum TargetKind
{
    Heading,
    Figure,
    Table,
    Case,
}

/// <summary>
/// Something that a reference can name, or could if it had an id. The parameters mean what those of <see cref="ContentsEntry"/> do.
/// </summary>
/// <param name="Number">As a reference prints it; empty: the title is printed.</param>
/// <param name="Line">Where it stands; of a case card the place that it is put in.</param>
/// <param name="Id">Null: it has none, or another has it.</param>
/// <param name="Printed">Its number as it stands at its own place: <c>1.</c> where a reference prints <c>1</c>.</param>
public sealed record Target(TargetKind Kind, string Number, string Title, string File, int Line, string? Id, string Printed);
