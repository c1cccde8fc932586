namespace Authoring.Text;

/// <summary>What became of a suggestion.</summary>
public enum Outcome
{
    Accepted,
    Rejected,
    Withdrawn,
}

/// <summary>
/// A tracked change that is still to be weighed: text that somebody would insert, which stands in the text already, and text that he would
/// delete,
/// which still stands in it. With both it is a replacement.
/// </summary>
/// <param name="Id">Chosen by its author's browser; it stays his.</param>
/// <param name="By">Its author, as the server knows him.</param>
/// <param name="At">When it was begun, in milliseconds since 1970, UTC.</param>
/// <param name="Insertions">What it would insert. No character is in both.</param>
/// <param name="Deletions">What it would delete. Several suggestions may want to delete the same characters.</param>
public sealed record Suggestion(string Id, string By, long At, Ranges Insertions, Ranges Deletions)
{
    public bool IsEmpty => Insertions.IsEmpty && Deletions.IsEmpty;

    public Ranges All => Insertions.Union(Deletions);

    /// <summary>Where it begins in the text.</summary>
    public int From =>
        Math.Min(Insertions.IsEmpty ? int.MaxValue : Insertions[0].From, Deletions.IsEmpty ? int.MaxValue : Deletions[0].From);

    internal Suggestion Map(ChangeSet change) => this with { Insertions = Insertions.Map(change), Deletions = Deletions.Map(change) };
}
