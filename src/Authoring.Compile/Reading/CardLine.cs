namespace Authoring.Compile.Reading;

/// <summary>A heading of a section, beneath which something can be put.</summary>
/// <param name="Line">1-based.</param>
public sealed record HeadingLine(int Line, int Level, string Title);

/// <summary>The line of a section in which a case card stands, <c>::case{#case:c01}</c>: put in and taken out.</summary>
public static class CardLine
{
    public static IReadOnlyList<HeadingLine> Headings(string text) =>
        [
            .. SourceFile
                .Read("text.md", text)
                .AsSection.Items.OfType<HeadingItem>()
                .Select(item => new HeadingLine(item.Line, item.Level, item.Title.Print(reference => $"@{reference.Id}"))),
        ];

    /// <summary>The text with the card as the last paragraph beneath a heading, before the next one that is no deeper.</summary>
    /// <param name="id">Of the card, without prefix.</param>
    /// <param name="heading">One of <see cref="Headings"/>; null: at the text's end.</param>
    public static string Put(string text, string id, HeadingLine? heading)
    {
        ArgumentNullException.ThrowIfNull(text);
        var next = heading is null
            ? null
            : Headings(text).FirstOrDefault(other => other.Line > heading.Line && other.Level <= heading.Level);
        var end = next is null ? text.Length : StartOf(text, next.Line);
        var before = text[..end].TrimEnd('\n');
        var after = text[before.Length..].TrimStart('\n');
        var line = $"::case{{#{Identifier.Case}:{id}}}\n";
        return string.Concat(before, before.Length > 0 ? "\n\n" : "", line, after.Length > 0 ? "\n" : "") + after;
    }

    /// <summary>The text without any line that places the card.</summary>
    public static string Without(string text, string id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = SourceFile
            .Read("text.md", text)
            .AsSection.Items.OfType<CaseItem>()
            .Where(item => item.Id == $"{Identifier.Case}:{id}")
            .Select(item => item.Line);
        return lines.Reverse().Aggregate(text, WithoutLine);
    }

    private static string WithoutLine(string text, int line)
    {
        var from = StartOf(text, line);
        var before = text[..from].TrimEnd('\n');
        var after = text[EndOf(text, from)..].TrimStart('\n');
        var between = (before.Length, after.Length) switch
        {
            (0, _) => "",
            (_, 0) => "\n",
            _ => "\n\n",
        };
        return string.Concat(before, between, after);
    }

    private static int EndOf(string text, int from) => text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;

    private static int StartOf(string text, int line)
    {
        var from = 0;
        for (var n = 1; n < line; n++)
            from = text.IndexOf('\n', from) + 1;
        return from;
    }
}
