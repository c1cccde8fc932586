namespace Authoring.Text;

/// <summary>The characters [From, To) of a text, in UTF-16 code units.</summary>
public readonly record struct TextRange(int From, int To)
{
    public int Length => To - From;

    public bool Overlaps(TextRange other) => From < other.To && other.From < To;
}
