using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Numbering;

namespace Authoring.Compile.Checks;

/// <summary>A number that more than one item of a list has, or items that should have one and have none.</summary>
/// <param name="List"><c>headings</c>, <c>figures</c>, <c>tables</c>, <c>cases</c> or <c>annexes</c>.</param>
/// <param name="Number">As printed; empty: the items have none.</param>
/// <param name="Titles">Of the items, in reading order.</param>
public sealed record NumberProblem(string List, string Number, IReadOnlyList<string> Titles)
{
    /// <summary>Where the items stand, in the order of <see cref="Titles"/>.</summary>
    public IReadOnlyList<ItemPlace> Places { get; init; } = [];
}

/// <summary>
/// Says which numbers of a report do not tell its items apart. Headings are told apart below their parent: （一） stands in every chapter. A
/// kind that the report
/// does not number has no problem.
/// </summary>
public static class NumberCheck
{
    public static IReadOnlyList<NumberProblem> Of(CompiledReport report)
    {
        var rules = report.Numbering;
        return
        [
            .. Twice("headings", report.NumberedHeadings()),
            .. OfKind("figures", report.Figures, rules.Figures),
            .. OfKind("tables", report.Tables, rules.Tables),
            .. OfKind("cases", report.Cases, rules.Cases),
            .. Twice("annexes", report.Annexes.Select(Item)),
        ];
    }

    private static IEnumerable<NumberProblem> OfKind(string list, IReadOnlyList<ListEntry> entries, KindRule? rule)
    {
        if (rule is null)
            return [];
        var without = entries.Where(entry => SaysNothing(entry.Number, rule.Label)).ToList();
        var found = Twice(list, entries.Except(without).Select(Item));
        return without.Count > 0 ? found.Prepend(Problem(list, "", [.. without.Select(Item)])) : found;
    }

    /// <summary>Nothing is left of it without its label: “图 ”, where no numbered heading stands above.</summary>
    private static bool SaysNothing(string number, string label) =>
        !(label.Length > 0 ? number.Replace(label, "", StringComparison.Ordinal) : number).Any(char.IsLetterOrDigit);

    private static NumberedItem Item(ListEntry entry) => new(0, entry.Number, entry.Title, new ItemPlace(entry.File, entry.Line));

    private static NumberProblem Problem(string list, string number, IReadOnlyList<NumberedItem> items) =>
        new(list, number, [.. items.Select(item => item.Title)]) { Places = [.. items.Select(item => item.Place)] };

    private static IEnumerable<NumberProblem> Twice(string list, IEnumerable<NumberedItem> items) =>
        items
            .Where(item => item.Number.Trim().Length > 0)
            .GroupBy(item => (item.Parent, Number: Sections.WithoutClosing(item.Number.Trim())))
            .Where(group => group.Count() > 1)
            .Select(group => Problem(list, group.First().Number.Trim(), [.. group]));
}
