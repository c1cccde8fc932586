namespace Authoring.Compile.Definition;

/// <summary>What a file is in the report.</summary>
public enum ReportPart
{
    Front,
    Body,
    Annex,
    Case,
}
