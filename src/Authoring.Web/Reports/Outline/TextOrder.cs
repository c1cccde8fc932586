using Authoring.Compile;

namespace Authoring.Web.Reports.Outline;

/// <summary>Where the texts of a report stand in its definition.</summary>
internal static class TextOrder
{
    /// <summary>What a report would be with a text elsewhere; null: it cannot go there.</summary>
    /// <param name="index">How many texts of <paramref name="to"/> stand before it afterwards.</param>
    public static DefinitionDraft? Moved(DefinitionDraft draft, string path, ReportPart to, int index)
    {
        if (PartOf(draft, path) is not { } from || (from == ReportPart.Case) != (to == ReportPart.Case))
            return null;
        return Insert(Without(draft, path), to, index, path);
    }

    /// <summary>What it would be without a text.</summary>
    public static DefinitionDraft Without(DefinitionDraft draft, string path) =>
        PartOf(draft, path) is { } part ? draft.WithFiles(part, [.. draft.Files(part).Where(p => p != path)]) : draft;

    public static DefinitionDraft Insert(DefinitionDraft draft, ReportPart part, int index, string path)
    {
        var files = draft.Files(part).ToList();
        files.Insert(Math.Clamp(index, 0, files.Count), path);
        return draft.WithFiles(part, files);
    }

    public static ReportPart? PartOf(DefinitionDraft draft, string path) =>
        Enum.GetValues<ReportPart>().Cast<ReportPart?>().FirstOrDefault(part => draft.Files(part!.Value).Contains(path));

    /// <summary>Without those that were taken out: they leave their room to others.</summary>
    public static int CountOf(ReportDefinition definition) =>
        definition.Front.Count + definition.Body.Count + definition.Annexes.Count + definition.Cases.Count;
}
