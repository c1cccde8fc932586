namespace Authoring.Web.Publishing.Editions;

/// <summary>What became of a number from one edition to the next.</summary>
public enum NumberFate
{
    /// <summary>It is as it was.</summary>
    Kept,
    Changed,
    New,
    Gone,
}

/// <param name="List">A list of the report: <c>contents</c>, <c>figures</c> …</param>
/// <param name="Before">Empty: it had none.</param>
/// <param name="Title">Its title now; of what is gone, as it was.</param>
/// <param name="TitleBefore">Where it had another one.</param>
public sealed record NumberChange(string List, NumberFate Fate, string Before, string After, string Title, string? TitleBefore);

/// <summary>
/// Follows each heading, figure, table, case card and annex from one edition to another: by its id, else by its title, in order where
/// several have one title.
/// </summary>
public static class NumberChanges
{
    private sealed record Item(string Number, string Title, string? Id, string File);

    public static IReadOnlyList<NumberChange> Between(FrozenNumbers before, FrozenNumbers after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. Follow("contents", before.Contents.Select(Of), after.Contents.Select(Of)),
            .. Follow("figures", before.Figures.Select(Of), after.Figures.Select(Of)),
            .. Follow("tables", before.Tables.Select(Of), after.Tables.Select(Of)),
            .. Follow("cases", before.Cases.Select(Of), after.Cases.Select(Of)),
            .. Follow("annexes", before.Annexes.Select(Of), after.Annexes.Select(Of)),
        ];
    }

    private static Item Of(ContentsEntry entry) => new(entry.Number, entry.Title, entry.Id, entry.File);

    private static Item Of(ListEntry entry) => new(entry.Number, entry.Title, entry.Id, entry.File);

    private static IEnumerable<NumberChange> Follow(string list, IEnumerable<Item> before, IEnumerable<Item> after)
    {
        var (old, now) = (before.ToList(), after.ToList());
        var found = new Item?[now.Count];
        var left = new List<Item>(old);
        Match((one, other) => one.Id is not null && one.Id == other.Id);
        Match((one, other) => one.Title == other.Title && one.File == other.File && Fits(one, other));
        Match((one, other) => one.Title == other.Title && Fits(one, other));
        for (var i = 0; i < now.Count; i++)
            yield return Change(list, found[i], now[i]);
        foreach (var gone in old.Where(left.Contains))
            yield return new NumberChange(list, NumberFate.Gone, gone.Number, "", gone.Title, null);

        void Match(Func<Item, Item, bool> isSame)
        {
            for (var i = 0; i < now.Count; i++)
            {
                if (found[i] is not null)
                    continue;
                var at = left.FindIndex(item => isSame(item, now[i]));
                if (at < 0)
                    continue;
                found[i] = left[at];
                left.RemoveAt(at);
            }
        }
    }

    /// <summary>Two with different ids are two, whatever they are called.</summary>
    private static bool Fits(Item one, Item other) => one.Id is null || other.Id is null || one.Id == other.Id;

    private static NumberChange Change(string list, Item? before, Item after) =>
        before is null
            ? new NumberChange(list, NumberFate.New, "", after.Number, after.Title, null)
            : new NumberChange(
                list,
                before.Number == after.Number ? NumberFate.Kept : NumberFate.Changed,
                before.Number,
                after.Number,
                after.Title,
                before.Title == after.Title ? null : before.Title
            );
}
