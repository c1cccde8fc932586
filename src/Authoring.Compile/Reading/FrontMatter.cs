namespace Authoring.Compile.Reading;

/// <summary>What a case card says of itself, above its text.</summary>
internal sealed record FrontMatter
{
    private const int MaxLength = 64 * 1024; // UTF-16 code units
    private const string Fence = "---";

    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? School { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Splits a text that begins with a line <c>---</c>. Null: it has no front matter.</summary>
    /// <param name="text">Without a byte-order mark.</param>
    public static (string Yaml, string Markdown, int MarkdownLine)? Split(string text)
    {
        if (!text.StartsWith(Fence, StringComparison.Ordinal)) return null;
        var line = 0;
        for (var start = 0; start <= text.Length && start <= MaxLength; line++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var content = text.AsSpan(start, end - start).TrimEnd();
            if (line == 0 && content is not Fence) return null;
            if (line > 0 && content is Fence or "...")
            {
                var first = text.IndexOf('\n') + 1;
                return (text[first..start], end < text.Length ? text[(end + 1)..] : "", line + 2);
            }

            start = end + 1;
        }

        return null;
    }

    public static FrontMatter Read(string path, string yaml)
    {
        var diagnostics = new DiagnosticList(path);
        try
        {
            // The line above the YAML is the fence, hence the empty line.
            YamlNode? root = FlatYaml.Read("\n" + yaml) ?? YamlNode.Parse("\n" + yaml);
            if (root is not (null or YamlMapping)) throw new YamlFaultException(root.Line, inner: null);
            if (root is not YamlMapping mapping) return new FrontMatter();
            var card = new MappingReader(mapping, diagnostics, "id", "title", "school", "summary");
            var id = card.Text("id");
            if (id is not null && !Identifier.IsValid(id))
            {
                diagnostics.Add(Messages.BadId(card.Node("id")!.Line, id));
                id = null;
            }

            return new FrontMatter
            {
                Id = id,
                Title = card.Text("title") is { } title ? ChineseText.JoinLines(title) : null,
                School = card.Text("school"),
                Summary = card.Text("summary"),
                Diagnostics = diagnostics.InOrder(),
            };
        }
        catch (YamlFaultException fault)
        {
            diagnostics.Add(Messages.BadFrontMatter(fault.Line));
            return new FrontMatter { Diagnostics = diagnostics.InOrder() };
        }
    }
}
