using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports.Members;

public sealed partial class AssignmentMatrix
{
    /// <summary>What is ticked otherwise than it is saved.</summary>
    private readonly Dictionary<Cell, bool> changed = [];
    private HashSet<Cell> given = [];

    /// <summary>What was saved last: to be undone.</summary>
    private IReadOnlyList<AssignmentChange> last = [];

    /// <summary>The cell that was touched last, from which is filled down.</summary>
    private Cell? at;

    private readonly record struct Cell(int Text, int Organisation);

    /// <summary>The texts of the report in its order: id, path, number and title.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(int Id, string Path, string Number, string Title)> Texts { get; set; } = [];

    /// <summary>The organisations that write in the report.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(int Id, string Name)> Organisations { get; set; } = [];

    /// <summary>Which text is given to which organisation.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(int Text, int Organisation, string Name)> Given { get; set; } = [];

    /// <summary>Saves them all; says whether it was done.</summary>
    [Parameter, EditorRequired]
    public Func<IReadOnlyList<AssignmentChange>, Task<bool>> Save { get; set; } = null!;

    /// <summary>The organisations that write in the report, and those that were given a text before.</summary>
    private List<(int Id, string Name)> Columns { get; set; } = [];

    protected override void OnParametersSet()
    {
        given = Given.Select(g => new Cell(g.Text, g.Organisation)).ToHashSet();
        var all = Organisations.Concat(Given.Select(g => (Id: g.Organisation, g.Name))).DistinctBy(o => o.Id);
        Columns = [.. all.OrderBy(o => o.Name, StringComparer.Ordinal)];
        foreach (var (cell, isGiven) in changed.ToList())
            if (isGiven == given.Contains(cell))
                changed.Remove(cell);
    }

    private bool Is(Cell cell) => changed.TryGetValue(cell, out var isGiven) ? isGiven : given.Contains(cell);

    private void Set(Cell cell, bool isGiven)
    {
        at = cell;
        if (isGiven == given.Contains(cell))
            changed.Remove(cell);
        else
            changed[cell] = isGiven;
    }

    /// <summary>All texts below get what the cell says, as in a spreadsheet.</summary>
    private void FillDown()
    {
        if (at is not { } from)
            return;
        foreach (var text in Texts.SkipWhile(t => t.Id != from.Text).Skip(1))
            Set(new Cell(text.Id, from.Organisation), Is(from));
        at = from;
    }

    private void Drop() => changed.Clear();

    private async Task SaveAsync()
    {
        var changes = changed.Select(c => new AssignmentChange(c.Key.Text, c.Key.Organisation, c.Value)).ToList();
        if (!await Save(changes))
            return;
        last = changes;
        changed.Clear();
    }

    private async Task UndoAsync()
    {
        if (await Save([.. last.Select(change => change with { IsGiven = !change.IsGiven })]))
            last = [];
    }

    private string NameOf(int organisation) => Columns.Find(c => c.Id == organisation).Name;

    private string TitleOf(int text) => Texts.FirstOrDefault(t => t.Id == text).Title ?? "";

    /// <summary>What changes for one organisation, in the order of the report.</summary>
    private string Summary(int organisation) =>
        string.Join(
            Words["shell.comma"],
            Texts
                .Where(t => changed.ContainsKey(new Cell(t.Id, organisation)))
                .Select(t => $"{(changed[new Cell(t.Id, organisation)] ? "＋" : "－")}{t.Number} {t.Title}")
        );
}
