using Authoring.Compile.Diagnostics;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>
/// A text, read: its blocks in order, what in it is numbered, and what in it points elsewhere. Nobody changes it any more,
/// the Markdown tree included, so many compilations may share it.
/// </summary>
internal sealed class ParsedText
{
    /// <summary>What the parser calls line 0: 1, or the line below the front matter.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>Where in the file the parser's position 0 is, in UTF-16 code units: 0, or behind the front matter.</summary>
    public int Offset { get; init; }

    public IReadOnlyList<TextBlock> Blocks { get; init; } = [];

    public IReadOnlyList<Item> Items { get; init; } = [];

    public IReadOnlyList<Footnote> Footnotes { get; init; } = [];

    public IReadOnlyList<Pointer<string>> References { get; init; } = [];

    /// <summary>Paths inside the report folder.</summary>
    public IReadOnlyList<Pointer<string>> Images { get; init; } = [];

    public IReadOnlyList<Pointer<LinkTarget>> Links { get; init; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>Something that points elsewhere, and its 1-based line.</summary>
internal readonly record struct Pointer<T>(T Target, int Line);

/// <summary>A top-level block. A table and its caption line are one.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Markdown">Null where the text is shown as its source.</param>
/// <param name="Item">What of it is numbered.</param>
internal sealed record TextBlock(int Line, Block? Markdown, Item? Item = null, string? Source = null);

/// <summary>Something that may get a number, in reading order.</summary>
internal abstract record Item
{
    /// <summary>Position among the items of its text.</summary>
    public required int Index { get; init; }

    /// <summary>1-based.</summary>
    public required int Line { get; init; }

    /// <summary>With its prefix: <c>fig:f01</c>.</summary>
    public string? Id { get; init; }

    public bool Unnumbered { get; init; }
}

internal sealed record HeadingItem : Item
{
    public required int Level { get; init; }

    public required Title Title { get; init; }
}

internal enum CaptionKind
{
    Figure,
    Table,
}

/// <summary>A figure or a table with its caption.</summary>
internal sealed record CaptionItem : Item
{
    public required CaptionKind Kind { get; init; }

    public required Title Title { get; init; }

    public required ContainerInline Caption { get; init; }

    /// <summary>A picture, of a figure or of a table; null: a pipe table.</summary>
    public LinkInline? Image { get; init; }
}

/// <summary>The place of a case card, whose id is the item's.</summary>
internal sealed record CaseItem : Item;
