using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile.Definition;

namespace Authoring.Compile.Reading;

/// <summary>
/// A change to a text: <paramref name="From"/> to <paramref name="To"/> (UTF-16 code units) becomes <paramref name="Insert"/>.
/// </summary>
public readonly record struct TitleEdit(int From, int To, string Insert);

/// <summary>Where a text says what it is called: a section in its first-level heading, a case card in its front matter.</summary>
public static partial class TextTitle
{
    private const string Special = "\\`*_{}[]<>#!|~&@";

    /// <summary>The text of a new section.</summary>
    public static string NewSection(string title) => $"# {Escape(title)}\n";

    /// <summary>The text of a new case card.</summary>
    public static string NewCard(string id, string title, string school = "", string summary = "")
    {
        var card = new StringBuilder($"---\nid: {DefinitionWriter.Value(id)}\ntitle: {DefinitionWriter.Value(title)}\n");
        if (school.Length > 0)
            card.Append("school: ").Append(DefinitionWriter.Value(school)).Append('\n');
        if (summary.Length > 0)
            card.Append("summary: ").Append(DefinitionWriter.Value(summary)).Append('\n');
        return card.Append("---\n\n").ToString();
    }

    /// <summary>
    /// One line that can be shown anywhere: no control characters, no marks that turn the writing direction, no half characters.
    /// </summary>
    public static string Clean(string title)
    {
        var clean = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            if (rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C or 0xFEFF or 0xFFFD)
                continue;
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
                clean.Append(clean is { Length: > 0 } && clean[^1] != ' ' ? " " : "");
            else
                clean.Append(rune);
        }

        return clean.ToString().Trim();
    }

    /// <summary>What a text is called; null: it does not say.</summary>
    public static string? Of(string text, ReportPart part)
    {
        var source = SourceFile.Read("text.md", text);
        var title =
            part == ReportPart.Case
                ? source.FrontMatter?.Title
                : source
                    .AsSection.Items.OfType<HeadingItem>()
                    .FirstOrDefault(item => item.Level == 1)
                    ?.Title.Print(reference => $"@{reference.Id}");
        return title is { Length: > 0 } ? title : null;
    }

    /// <summary>
    /// The least change that gives a section another heading, or a case card another title. Attributes behind the heading stay.
    /// </summary>
    public static TitleEdit Rename(string text, ReportPart part, string title)
    {
        var edit = part == ReportPart.Case ? RenameCard(text, title) : RenameSection(text, title);
        return Least(text, edit);
    }

    private static TitleEdit RenameSection(string text, string title)
    {
        var heading = SourceFile.Read("text.md", text).AsSection.Items.OfType<HeadingItem>().FirstOrDefault(item => item.Level == 1);
        if (heading is null)
            return new TitleEdit(0, 0, text.Length == 0 ? NewSection(title) : NewSection(title) + "\n");
        var (from, to) = Line(text, heading.Line);
        var line = text[from..to];
        var mark = HeadingMark().Match(line).Length;
        var space = Blanks.Is(line[mark - 1]) ? "" : " ";
        return new TitleEdit(from + mark, from + Math.Max(mark, EndOfTitle(line)), space + Escape(title));
    }

    /// <summary>Before closing number signs and attributes.</summary>
    private static int EndOfTitle(string line)
    {
        var title = line.AsSpan().TrimEnd();
        if (
            title is [.., '}' or '｝']
            && title.LastIndexOfAny('{', '｛') is >= 0 and var brace
            && title[brace + 1] is '#' or '.' or '＃' or '．'
        )
            title = title[..brace].TrimEnd();
        return Reading.Blocks.HeadingParser.WithoutClosing(title, level: 1).Length;
    }

    private static TitleEdit RenameCard(string text, string title)
    {
        var line = $"title: {DefinitionWriter.Value(title)}";
        if (FrontMatter.Split(text) is not { } parts)
            return new TitleEdit(0, 0, $"---\n{line}\n---\n\n");
        var first = parts.YamlStart;
        // The value may go on over indented lines, and further lines of a quotation.
        var found = CardTitle().Match(parts.Yaml);
        return found.Success
            ? new TitleEdit(first + found.Index, first + found.Index + found.Length, line)
            : new TitleEdit(first, first, line + "\n");
    }

    /// <summary>Without what both have at their start and end, so that a cursor in the title stays where it is.</summary>
    private static TitleEdit Least(string text, TitleEdit edit)
    {
        var old = text.AsSpan(edit.From, edit.To - edit.From);
        var start = old.CommonPrefixLength(edit.Insert);
        if (start > 0 && char.IsHighSurrogate(old[start - 1]))
            start--;
        var end = 0;
        while (end < Math.Min(old.Length, edit.Insert.Length) - start && old[^(end + 1)] == edit.Insert[^(end + 1)])
            end++;
        if (end > 0 && char.IsLowSurrogate(old[^end]))
            end--;
        return new TitleEdit(edit.From + start, edit.To - end, edit.Insert[start..^end]);
    }

    private static (int From, int To) Line(string text, int number)
    {
        var from = 0;
        for (var line = 1; line < number; line++)
            from = text.IndexOf('\n', from) + 1;
        var to = text.IndexOf('\n', from);
        return (from, to < 0 ? text.Length : to);
    }

    /// <summary>So that Markdown prints it as it was typed.</summary>
    private static string Escape(string title)
    {
        var escaped = new StringBuilder(title.Length);
        foreach (var c in title)
        {
            if (Special.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"^[\s\u200B\uFEFF]*(?:[#＃][\s\u200B\uFEFF]*)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeadingMark();

    [GeneratedRegex(
        @"^[^\S\n]*title[^\S\n]*[:：].*(?:\n[ \t]+.*)*",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex CardTitle();
}
