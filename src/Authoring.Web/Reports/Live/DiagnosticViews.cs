using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Authoring.Compile;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Reports.Live;

/// <summary>Something to put right, as it is shown beside its line.</summary>
/// <param name="Source">How the line began when it was read: it may have moved since.</param>
/// <param name="Part">The words of the line that are meant; null: all of it.</param>
/// <param name="Fix">What a press of a button does about it, as long as the line is still what <paramref name="Whole"/> says; null: nothing
/// can be done by one.</param>
/// <param name="Whole">All of the line, where there is a fix.</param>
internal sealed record DiagnosticView(
    int Line,
    string Severity,
    string Code,
    string Message,
    string? Hint,
    string Source,
    string? Part,
    Correction? Fix = null,
    string? Whole = null
);

/// <summary>
/// The type whose name <c>DiagnosticWords.en.resx</c> carries: English sentences for the compiler's codes. Its own sentences are Chinese.
/// </summary>
internal sealed class DiagnosticWords;

/// <summary>What the compiler found in one text, in the reader's language.</summary>
internal static partial class DiagnosticViews
{
    /// <summary>So much of a line tells it from others.</summary>
    private const int SourceLength = 200; // UTF-16 code units

    /// <summary>Of each compilation that somebody still holds, by text and language; made once for all who ask.</summary>
    private static readonly ConditionalWeakTable<
        Compilation,
        ConcurrentDictionary<(string Path, string Language), IReadOnlyList<DiagnosticView>>
    > Made = [];

    public static IReadOnlyList<DiagnosticView> Of(Compilation compilation, string path, IStringLocalizer<DiagnosticWords> words) =>
        Made.GetOrCreateValue(compilation).GetOrAdd((path, CultureInfo.CurrentUICulture.Name), _ => Make(compilation, path, words));

    private static IReadOnlyList<DiagnosticView> Make(Compilation compilation, string path, IStringLocalizer<DiagnosticWords> words)
    {
        var found = compilation.Report.Diagnostics.Where(d => d.File == path).ToList();
        if (found.Count == 0)
            return [];
        var projected = compilation.Texts.GetValueOrDefault(path);
        var lines = projected?.Tracked.Text.ToString().Split('\n') ?? [];
        return
        [
            .. found.Select(d =>
            {
                var line = projected?.LineInText(d.Line) ?? d.Line;
                var fix = FixOf(d, projected, LineOf(lines, line));
                return new DiagnosticView(
                    line,
                    d.Severity == Severity.Error ? "error" : "warning",
                    d.Code,
                    Sentence(d, words),
                    Hint(d, words),
                    SourceOf(lines, line),
                    PartOf(LineOf(lines, line), d.Message),
                    fix,
                    fix is null ? null : LineOf(lines, line)
                );
            }),
        ];
    }

    /// <summary>
    /// The compiler speaks Chinese, with the names that the writer used; for other languages there is a sentence for each code.
    /// </summary>
    public static string Sentence(Diagnostic diagnostic, IStringLocalizer<DiagnosticWords> words) =>
        IsChinese || words[diagnostic.Code] is not { ResourceNotFound: false } sentence ? diagnostic.Message : sentence.Value;

    private static string? Hint(Diagnostic diagnostic, IStringLocalizer<DiagnosticWords> words) =>
        IsChinese ? diagnostic.Hint
        : words[$"{diagnostic.Code}.hint"] is { ResourceNotFound: false } hint ? hint.Value
        : null;

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    private static string SourceOf(string[] lines, int line) =>
        LineOf(lines, line) is { Length: > SourceLength } whole ? whole[..SourceLength] : LineOf(lines, line);

    /// <summary>
    /// What the compiler's sentence quotes, where it stands in the line as it is quoted: a paragraph is one line here, and long.
    /// </summary>
    private static string? PartOf(string line, string message) =>
        Quoted().Matches(message).Select(m => m.Groups[1].Value).FirstOrDefault(part => line.Contains(part, StringComparison.Ordinal));

    /// <summary>
    /// Positions are those of the text that was read: where suggestions pend in the line they are not those of the text that people write
    /// in.
    /// </summary>
    private static Correction? FixOf(Diagnostic diagnostic, ProjectedText? projected, string line)
    {
        if (diagnostic.Fix is not { } fix || projected is null || fix.To > line.Length)
            return null;
        var isThere = projected.Tracked.Marks.IsEmpty || LineOf(projected.Text.ToString().Split('\n'), diagnostic.Line) == line;
        return isThere ? fix : null;
    }

    private static string LineOf(string[] lines, int line) => line < 1 || line > lines.Length ? "" : lines[line - 1];

    [GeneratedRegex("“([^”]+)”")]
    private static partial Regex Quoted();
}
