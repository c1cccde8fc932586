namespace Authoring.Text;

/// <summary>Replaces [From, To) of the old text by Insert. Positions are UTF-16 code units of the old text.</summary>
public readonly record struct Edit(int From, int To, string Insert)
{
    internal int Removed => To - From;
    internal bool IsInsertion => From == To;
    internal bool IsDeletion => Insert.Length == 0;
    internal int Growth => Insert.Length - Removed;
}
