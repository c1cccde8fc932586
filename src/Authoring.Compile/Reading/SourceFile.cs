using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Reading;

/// <summary>
/// One Markdown file of a report, read once: immutable and shared freely between threads and compilations.
/// Reading again is needed only when its text has changed.
/// </summary>
public sealed class SourceFile
{
    /// <summary>A longer text (UTF-16 code units) is refused.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>A text of more lines is refused: parts of the parser's work grow with their square.</summary>
    public const int MaxLines = 200_000;

    private readonly Lazy<ParsedText> _whole;
    private readonly Lazy<int> _cardWords;
    private readonly ParsedText? _card;

    private SourceFile(string path, string text, Lazy<ParsedText> whole, ParsedText? card, FrontMatter? frontMatter)
    {
        Path = path;
        Content = text;
        _whole = whole;
        _card = card;
        FrontMatter = frontMatter;
        _cardWords = new Lazy<int>(() => WordCount.Of(text));
    }

    /// <summary>Inside the report folder, as <c>report.yml</c> lists it.</summary>
    public string Path { get; }

    /// <summary>What a case card of this file is called in references: the <c>id</c> of its front matter, else the file's name.</summary>
    public string CaseId => FrontMatter?.Id ?? ReportPath.Stem(Path);

    /// <summary>The ids of the case cards that it places, without prefix, in reading order.</summary>
    public IEnumerable<string> PlacedCases => AsSection.Items.OfType<CaseItem>().Select(item => item.Id![(Identifier.Case.Length + 1)..]);

    /// <summary>
    /// The pictures that it shows, by their paths inside the report, in reading order; a path with percent signs may mean either of two.
    /// </summary>
    /// <param name="isCard">It is a case card.</param>
    public IEnumerable<string> Pictures(bool isCard) =>
        (isCard ? AsCard : AsSection).Images.SelectMany(image =>
            ReportPath.Decoded(image.Target) is { } decoded ? [image.Target, decoded] : (IEnumerable<string>)[image.Target]
        );

    /// <summary>The file's text, as it was read.</summary>
    internal string Content { get; }

    internal FrontMatter? FrontMatter { get; }

    /// <summary>Only a case card opens with front matter; in a section the same lines are Markdown like any others.</summary>
    internal ParsedText AsSection => _whole.Value;

    internal ParsedText AsCard => _card ?? _whole.Value;

    /// <summary>Counted when first asked for.</summary>
    internal int CardWords => _cardWords.Value;

    /// <param name="path">As <c>report.yml</c> lists it.</param>
    /// <param name="text">The file's text; a byte-order mark and Windows line ends do no harm.</param>
    public static SourceFile Read(string path, string text)
    {
        if (text.Length > MaxLength || Math.Max(text.AsSpan().Count('\n'), text.AsSpan().Count('\r')) > MaxLines)
            return TooLarge(path);
        text = text.TrimStart('\uFEFF');
        if (FrontMatter.Split(text) is not { } parts)
            return new SourceFile(path, text, new Lazy<ParsedText>(MarkdownReader.Read(path, text)), null, null);
        var card = MarkdownReader.Read(path, parts.Markdown, parts.MarkdownLine, text.Length - parts.Markdown.Length);
        return new SourceFile(
            path,
            text,
            new Lazy<ParsedText>(() => MarkdownReader.Read(path, text)),
            card,
            FrontMatter.Read(path, parts.Yaml, parts.YamlLine)
        );
    }

    internal static SourceFile TooLarge(string path) => Refused(path, Messages.FileTooLarge(MaxLength, MaxLines));

    /// <summary>A file that is there but cannot be taken.</summary>
    internal static SourceFile Refused(string path, Diagnostic reason)
    {
        var nothing = new ParsedText { Diagnostics = [reason with { File = path }] };
        return new SourceFile(path, "", new Lazy<ParsedText>(nothing), null, null);
    }
}
