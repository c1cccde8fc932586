using Authoring.Compile.Definition;

namespace Authoring.Compile.Html;

/// <summary>One file of a report, to be read on a screen.</summary>
/// <param name="Path">Inside the report folder.</param>
/// <param name="Anchor">The name of its beginning.</param>
public sealed record ReadingPart(string Path, ReportPart Kind, string Anchor, string Html);
