using Authoring.Compile.Definition;
using Authoring.Compile.Document;

namespace Authoring.Compile.Checks;

/// <summary>Finds tables of texts and case cards that have no caption: they get no number and stand in no list.</summary>
public static class CaptionCheck
{
    public static IReadOnlyList<ItemPlace> TablesWithout(CompiledReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.ToDocument().Parts.Where(part => part.Kind != ReportPart.Front).SelectMany(part => Of(part.Path, part.Blocks))];
    }

    private static IEnumerable<ItemPlace> Of(string file, IReadOnlyList<DocumentBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (block is TableBlock { Caption: null } table)
                yield return new ItemPlace(file, table.Line);
            if (block is not CaseBlock card)
                continue;
            foreach (var inCard in Of(card.Path, card.Blocks))
                yield return inCard;
        }
    }
}
