using System.Text.RegularExpressions;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Reading;

/// <summary>
/// Front matter as people write it: a word, a colon of either width and the rest of the line, which is the value whatever stands in it.
/// YAML would cut it at a number sign, refuse a
/// second colon, take brackets for a list. Values over several lines in YAML's own way (<c>|</c>, <c>&gt;</c>, a quotation left open, a
/// list) are left to its parser.
/// </summary>
internal static partial class FrontLines
{
    public static readonly string[] Keys = ["id", "title", "school", "summary"];

    public static bool IsSetting(ReadOnlySpan<char> line) => Setting().IsMatch(line);

    /// <summary>Null: ask the parser.</summary>
    public static YamlMapping? Read(string text, DiagnosticList diagnostics)
    {
        var entries = new List<YamlEntry>();
        var number = 0;
        var isWhole = true;
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = Blanks.Trim(span);
            if (line.IsEmpty || line[0] == '#')
                continue;
            var isIndented = span[0] is ' ' or '\t' or '\u3000';
            if (
                Setting().Match(line.ToString()) is { Success: true } found
                && (!isIndented || IsKnown(found.Groups["key"].Value) || entries.Count == 0)
            )
            {
                if (Value(number, found.Groups["value"].Value) is not { } value)
                    return null;
                entries.Add(new YamlEntry(number, Key(found.Groups["key"].Value), value));
            }
            else if (isIndented && entries.Count > 0 && entries[^1].Value is YamlScalar before)
            {
                if (Continued(before, line) is not { } value)
                    return null;
                entries[^1] = entries[^1] with { Value = value };
            }
            else
            {
                isWhole = false;
                diagnostics.Add(Messages.BadFrontMatter(number));
            }
        }

        return entries.Count > 0 ? new YamlMapping(entries[0].Line, entries)
            : isWhole ? null
            : new YamlMapping(1, []);
    }

    /// <summary>A value that goes on in this line. Null: a list or a mapping below a key is no text, and said to be none.</summary>
    private static YamlScalar? Continued(YamlScalar before, ReadOnlySpan<char> line) =>
        !before.IsNull ? new YamlScalar(before.Line, $"{before.Value}\n{line}", IsNull: false)
        : line[0] == '-' || Setting().IsMatch(line) ? null
        : new YamlScalar(before.Line, line.ToString(), IsNull: false);

    private static bool IsKnown(string key) => Array.IndexOf(Keys, Key(key)) >= 0;

    private static string Key(string written)
    {
        var lower = written.Trim('"', '\'').ToLowerInvariant();
        return Array.IndexOf(Keys, lower) >= 0 ? lower : written.Trim('"', '\'');
    }

    private static YamlScalar? Value(int line, string written)
    {
        if (written.Length == 0 || written is "~" or "null")
            return new YamlScalar(line, written, IsNull: true);
        if (Block().IsMatch(written))
            return null;
        if (written[0] is not ('"' or '\''))
            return new YamlScalar(line, written, IsNull: false);
        var inside = written[0] == '"' ? DoubleQuoted().Match(written) : SingleQuoted().Match(written);
        if (inside.Success)
            return YamlNode.Parse(written) is YamlScalar quoted ? new YamlScalar(line, quoted.Value, IsNull: false) : null;
        // Left open, it goes on in the next line; closed before the end, the marks are words.
        return written.IndexOf(written[0], 1) < 0 ? null : new YamlScalar(line, written, IsNull: false);
    }

    [GeneratedRegex(
        """^[\s\u200B\uFEFF]*(?<key>[A-Za-z_][\w-]*|"[^"]*"|'[^']*'|[\u3400-\u9FFF]{1,8})"""
            + @"[\s\u200B\uFEFF]*[:：](?!//)[\s\u200B\uFEFF]*(?<value>.*)$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Setting();

    [GeneratedRegex(@"^[|>][-+0-9]{0,2}(?:\s+#.*)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("""^"(?:[^"\\]|\\.)*"$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoubleQuoted();

    [GeneratedRegex("^'(?:[^']|'')*'$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SingleQuoted();
}
