using System.Globalization;
using System.Text;

namespace Authoring.Compile.Definition;

/// <summary>Writes <c>report.yml</c>, in the order in which people read it. What has its default is left out.</summary>
internal static class DefinitionWriter
{
    public static string Write(DefinitionDraft draft)
    {
        var yaml = new StringBuilder();
        Scalar(yaml, "title", draft.Title);
        Scalar(yaml, "slug", draft.Slug.Length > 0 ? draft.Slug : null);
        Scalar(yaml, "period", draft.Period);
        Scalar(yaml, "issuer", draft.Issuer);
        Scalar(yaml, "date", draft.Date);
        WriteNumbering(yaml, draft);
        WriteContents(yaml, draft);
        if (draft.Lists.Count > 0)
            yaml.Append("lists: [").AppendJoin(", ", draft.Lists).Append("]\n");
        if (draft.PageNumber is not null)
            yaml.Append("pages: { number: ").Append(Quoted(draft.PageNumber)).Append(" }\n");
        WriteFiles(yaml, "front", draft.Front);
        WriteFiles(yaml, "body", draft.Body);
        WriteFiles(yaml, "annexes", draft.Annexes);
        WriteFiles(yaml, "cases", draft.Cases);
        return yaml.ToString();
    }

    private static void WriteContents(StringBuilder yaml, DefinitionDraft draft)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"contents: {{ depth: {draft.ContentsDepth}");
        if (draft.ContentsAnnexes)
            yaml.Append(", annexes: true");
        if (draft.ContentsFront)
            yaml.Append(", front: true");
        yaml.Append(" }\n");
    }

    /// <summary>A value as it may stand behind a key: as it is where that is plain, else in quotation marks.</summary>
    public static string Value(string text) => IsPlain(text) ? text : Quoted(text);

    private static void WriteNumbering(StringBuilder yaml, DefinitionDraft draft)
    {
        var numbering = new StringBuilder();
        WriteHeadings(numbering, "headings", draft.Headings);
        if (draft.AnnexFormat is not null)
            numbering.Append("  annexes: ").Append(Quoted(draft.AnnexFormat)).Append('\n');
        if (draft.AnnexMark is not null)
            numbering.Append("  annex-mark: ").Append(Quoted(draft.AnnexMark)).Append('\n');
        WriteHeadings(numbering, "annex-headings", draft.AnnexHeadings);
        WriteHeadings(numbering, "case-headings", draft.CaseHeadings);
        WriteKind(numbering, "figures", draft.Figures);
        WriteKind(numbering, "tables", draft.Tables);
        WriteKind(numbering, "cases", draft.CaseCards);
        if (numbering.Length > 0)
            yaml.Append("numbering:\n").Append(numbering);
    }

    private static void WriteHeadings(StringBuilder yaml, string key, IReadOnlyList<HeadingDraft> headings)
    {
        if (headings.Count == 0)
            return;
        var levels = headings.Select(level =>
            level is { Restarts: false, Format.Length: > 0 }
                ? $"{{ format: {Quoted(level.Format)}, restart: never }}"
                : Quoted(level.Format)
        );
        yaml.Append("  ").Append(key).Append(": [").AppendJoin(", ", levels).Append("]\n");
    }

    private static void WriteKind(StringBuilder yaml, string key, KindDraft? kind)
    {
        if (kind is null)
            return;
        yaml.Append("  ").Append(key).Append(": { ");
        if (kind.Label.Length > 0)
            yaml.Append("label: ").Append(Value(kind.Label)).Append(", ");
        yaml.Append("scope: ").Append(Name(kind.Scope));
        yaml.Append(", format: ").Append(Quoted(kind.Format));
        if (kind.Repeated is not null)
            yaml.Append(", repeated: ").Append(Quoted(kind.Repeated));
        yaml.Append(", separator: ").Append(Quoted(kind.Separator));
        if (kind.Depth is { } depth)
            yaml.Append(CultureInfo.InvariantCulture, $", depth: {depth}");
        yaml.Append(" }\n");
    }

    private static string Name(CountingScope scope) =>
        scope switch
        {
            CountingScope.Chapter => "chapter",
            CountingScope.Section => "section",
            _ => "document",
        };

    private static void WriteFiles(StringBuilder yaml, string key, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            return;
        yaml.Append(key).Append(":\n").AppendJoin("", files.Select(file => $"  - {Value(file)}\n"));
    }

    private static void Scalar(StringBuilder yaml, string key, string? value)
    {
        if (value is not null)
            yaml.Append(key).Append(": ").Append(Value(value)).Append('\n');
    }

    /// <summary>
    /// Letters, digits and a few marks within: YAML has no other meaning for them. What other readers would take for a number or a date is
    /// not plain.
    /// </summary>
    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsLetter(text[0])
        && text is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off")
        && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '/' or '_' or '-');

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (IsInvisible(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>What ends a line, moves the writing direction or cannot be seen is written by its number.</summary>
    private static bool IsInvisible(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
