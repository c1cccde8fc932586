using Authoring.Compile.Definition;

namespace Authoring.Compile.Reading;

/// <summary>
/// The form that nearly all front matter has: a word, a colon and one line of plain or quoted text, line by line. Reading a card costs
/// three times as much when the YAML parser is called for that. Whatever looks any different is left to it.
/// </summary>
internal static class FlatYaml
{
    /// <summary>Null: ask the parser.</summary>
    public static YamlMapping? Read(string text)
    {
        var entries = new List<YamlEntry>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsEmpty)
                continue;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0 || line[..colon].ContainsAnyExceptInRange('a', 'z'))
                return null;
            if (ReadValue(line[(colon + 2)..].Trim(' ')) is not { } value)
                return null;
            entries.Add(new YamlEntry(number, line[..colon].ToString(), new YamlScalar(number, value, IsNull: false)));
        }

        return entries.Count == 0 ? null : new YamlMapping(entries[0].Line, entries);
    }

    private static string? ReadValue(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return null;
        foreach (var c in value)
        {
            // Tabs, line ends of all alphabets and what YAML does not allow.
            if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c))
                return null;
        }

        if (value.Length > 1 && value[0] == '"' && value[^1] == '"')
            return value[1..^1].ContainsAny('"', '\\') ? null : value[1..^1].ToString();
        // A plain value that begins with a letter is no number, list, tag or quotation; inside, only these two mean anything.
        var isPlain =
            char.IsLetterOrDigit(value[0])
            && !value.Contains(": ", StringComparison.Ordinal)
            && !value.Contains(" #", StringComparison.Ordinal)
            && value[^1] != ':';
        return isPlain && value is not "null" ? value.ToString() : null;
    }
}
