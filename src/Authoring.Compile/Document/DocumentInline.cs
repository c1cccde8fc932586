using Authoring.Compile.Pictures;

namespace Authoring.Compile.Document;

/// <summary>What stands inside a block.</summary>
internal abstract record DocumentInline;

/// <summary>What is suggested about some words.</summary>
internal enum Tracked
{
    None,
    Inserted,
    Deleted,
}

/// <summary>Plain text. Only a deleted run may hold line ends.</summary>
/// <param name="By">Whose suggestion it is; null: it is none, or nobody says.</param>
internal sealed record TextRun(string Text, Tracked Tracked = Tracked.None, Signed? By = null) : DocumentInline
{
    /// <summary>Where it stands, character by character, in the file that was read; null: it stands there otherwise, or nowhere.</summary>
    public int? At { get; init; }
}

/// <param name="IsHard">A break that the writer asked for; else one that the words have in the source, to be shown as a blank.</param>
internal sealed record LineBreakRun(bool IsHard) : DocumentInline;

internal sealed record EmphasisRun(bool IsStrong, IReadOnlyList<DocumentInline> Content) : DocumentInline;

internal sealed record CodeRun(string Text) : DocumentInline;

/// <summary>A cross-reference.</summary>
/// <param name="Text">The number, or the title of what has none.</param>
internal sealed record ReferenceRun(string Anchor, string Text) : DocumentInline;

/// <summary>A reference that leads nowhere, as it was written.</summary>
internal sealed record UnresolvedRun(string Id) : DocumentInline;

/// <param name="Anchor">The name of this place: the footnote leads back to it.</param>
/// <param name="Target">The footnote's anchor.</param>
internal sealed record FootnoteMark(int Order, string Anchor, string Target) : DocumentInline;

/// <summary>The way back from a footnote.</summary>
internal sealed record FootnoteReturn(string Target) : DocumentInline;

/// <summary><see cref="None"/>: it leads nowhere, its words stand bare.</summary>
internal enum LinkAim
{
    None,
    Web,
    Anchor,
    Picture,
}

/// <param name="Address">An address that was found harmless, an anchor, or a picture's path inside the report.</param>
internal sealed record LinkRun(LinkAim Aim, string Address, IReadOnlyList<DocumentInline> Content) : DocumentInline;

/// <param name="Path">Inside the report folder.</param>
/// <param name="AlternativeText">For those who do not see it.</param>
internal sealed record PictureRun(string Path, ImageFacts Facts, string AlternativeText) : DocumentInline;

/// <summary>A picture that there is none of: its path, as it was written.</summary>
internal sealed record MissingPictureRun(string Path) : DocumentInline;

/// <summary>Something without words of its own (a reference, a picture, code) that is suggested to be inserted.</summary>
internal sealed record InsertedRun(DocumentInline Content, Signed? By) : DocumentInline;

/// <summary>The words of a comment begin or end here.</summary>
internal sealed record CommentEdge(TextComment Comment, bool IsStart) : DocumentInline;
