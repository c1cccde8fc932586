namespace Authoring.Web.Review;

/// <summary>A text as it is printed, for who reads it to sign it: block by block, with what has changed since he knew it.</summary>
/// <param name="Hash">Of what is shown; a signature names it.</param>
/// <param name="Version">Of the text that is shown.</param>
/// <param name="Since">What he knows; null: nothing is compared.</param>
/// <param name="IsElsewhere">What is printed differs by more than by words: by pictures, links, levels of headings or settings.</param>
public sealed record ReadingView(
    string Path,
    string Hash,
    int Version,
    IReadOnlyList<ReadingBlock> Blocks,
    KnownText? Since,
    bool IsElsewhere
)
{
    public int Changes => Blocks.Sum(block => block.Changes);
}

/// <param name="Path">Of the text whose words they are: a case card is one block of its section.</param>
/// <param name="Version">Of that text.</param>
/// <param name="Line">Where it begins in that text, as people write in it; 1 for a card.</param>
/// <param name="Changes">Passages in it that were added or removed.</param>
public sealed record ReadingBlock(string Path, int Version, int Line, string Html, int Changes);
