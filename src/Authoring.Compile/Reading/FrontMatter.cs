using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Words;

namespace Authoring.Compile.Reading;

/// <summary>Where a text's front matter is.</summary>
/// <param name="YamlStart">The position at which it begins.</param>
/// <param name="YamlLine">The 1-based line at which it begins.</param>
/// <param name="MarkdownLine">The 1-based line below it.</param>
internal readonly record struct FrontMatterParts(string Yaml, int YamlStart, int YamlLine, string Markdown, int MarkdownLine);

/// <summary>What a case card says of itself, above its text.</summary>
internal sealed record FrontMatter
{
    private const int MaxLength = 64 * 1024; // UTF-16 code units
    private const int ShortestFence = 3;

    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? School { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>It says nothing that we know.</summary>
    public bool IsEmpty => Id is null && Title is null && School is null && Summary is null;

    /// <summary>
    /// Splits a text that begins with a line <c>---</c>; blank lines may stand above it where what stands below it is plainly a setting.
    /// Null: it has no front matter.
    /// </summary>
    public static FrontMatterParts? Split(string text)
    {
        var start = 0;
        var line = 1;
        while (start < text.Length && Blanks.IsBlank(Line(text, start)))
            (start, line) = (Next(text, start), line + 1);
        if (start >= text.Length || !IsFence(Line(text, start)))
            return null;
        var first = Next(text, start);
        if (line > 1 && !FrontLines.IsSetting(Line(text, first)))
            return null;
        var firstLine = ++line;
        for (var at = first; at <= text.Length && at <= MaxLength; line++)
        {
            var content = Line(text, at);
            if (IsFence(content) || Blanks.Trim(content) is "...")
            {
                var next = Next(text, at);
                return new FrontMatterParts(text[first..at], first, firstLine, next <= text.Length ? text[next..] : "", line + 1);
            }

            if (at == text.Length)
                return null;
            at = Math.Min(Next(text, at), text.Length);
        }

        return null;
    }

    /// <param name="firstLine">The 1-based line of the file at which the YAML begins.</param>
    public static FrontMatter Read(string path, string yaml, int firstLine)
    {
        var diagnostics = new DiagnosticList(path);
        // What stands above does not matter, but for its lines.
        var text = new string('\n', firstLine - 1) + yaml;
        try
        {
            YamlNode? root = FlatYaml.Read(text) ?? FrontLines.Read(text, diagnostics) ?? YamlNode.Parse(text);
            if (root is not (null or YamlMapping))
                throw new YamlFaultException(root.Line, inner: null);
            return root is YamlMapping mapping
                ? Of(new MappingReader(mapping, diagnostics, FrontLines.Keys), diagnostics)
                : new FrontMatter { Diagnostics = diagnostics.InOrder() };
        }
        catch (YamlFaultException fault)
        {
            diagnostics.Add(Messages.BadFrontMatter(fault.Line));
            return new FrontMatter { Diagnostics = diagnostics.InOrder() };
        }
    }

    private static FrontMatter Of(MappingReader card, DiagnosticList diagnostics)
    {
        var id = WithoutPrefix(card.Text("id"));
        if (id is not null && !Identifier.IsValid(id))
        {
            diagnostics.Add(Messages.BadId(card.Node("id")!.Line, id));
            id = null;
        }

        return new FrontMatter
        {
            Id = id,
            Title = card.Text("title") is { } title ? Blanks.Visible(ChineseText.JoinLines(title)) : null,
            School = card.Text("school"),
            Summary = card.Text("summary"),
            Diagnostics = diagnostics.InOrder(),
        };
    }

    /// <summary>An id as references have it is as plain: <c>case:c01</c>.</summary>
    private static string? WithoutPrefix(string? id) =>
        id?.TrimStart('#').IndexOfAny([':', '：']) is { } colon and > 0
        && Identifier.Canonical(id.TrimStart('#').AsSpan(0, colon)) is Identifier.Case
            ? id.TrimStart('#')[(colon + 1)..].Trim()
            : id;

    private static bool IsFence(ReadOnlySpan<char> line)
    {
        line = Blanks.Trim(line);
        return line.Length >= ShortestFence && (!line.ContainsAnyExcept('-') || !line.ContainsAnyExcept('－'));
    }

    private static ReadOnlySpan<char> Line(string text, int start)
    {
        var rest = text.AsSpan(Math.Min(start, text.Length));
        var end = rest.IndexOf('\n');
        return end < 0 ? rest : rest[..end];
    }

    private static int Next(string text, int start)
    {
        var end = start >= text.Length ? -1 : text.IndexOf('\n', start);
        return end < 0 ? text.Length + 1 : end + 1;
    }
}
