using Authoring.Compile.Diagnostics;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Definition;

/// <summary>Something in a draft that must be put right before it is written.</summary>
/// <param name="Field">As in <c>report.yml</c>, with the level of a heading: <c>figures.format</c>, <c>headings.2</c>.</param>
/// <param name="Code">That of the diagnostic which the reader of <c>report.yml</c> would give, or <c>no-title</c>.</param>
/// <param name="Piece">Of a pattern: what cannot be read in it, as it was written.</param>
public sealed record DefinitionProblem(string Field, string Code, string? Piece, string Message, string? Hint);

/// <summary>Says what the reader of <c>report.yml</c> would say, by field and before anything is saved.</summary>
public static class DefinitionCheck
{
    public static IReadOnlyList<DefinitionProblem> Of(DefinitionDraft draft)
    {
        var problems = new List<DefinitionProblem>();
        if (draft.Title.Trim().Length == 0)
            problems.Add(new DefinitionProblem("title", "no-title", null, Messages.TitleNeeded, null));
        CheckHeadings(problems, "headings", draft.Headings, firstLevel: 1);
        CheckHeadings(problems, "annex-headings", draft.AnnexHeadings, firstLevel: 2);
        CheckHeadings(problems, "case-headings", draft.CaseHeadings, firstLevel: 1);
        CheckPattern(problems, "annexes", draft.AnnexFormat, PatternNames.Own);
        CheckPattern(problems, "annex-mark", draft.AnnexMark, PatternNames.Own);
        CheckKind(problems, "figures", draft.Figures);
        CheckKind(problems, "tables", draft.Tables);
        CheckKind(problems, "cases", draft.CaseCards);
        CheckPattern(problems, "pages.number", draft.PageNumber, PatternNames.Page);
        return problems;
    }

    private static void CheckHeadings(List<DefinitionProblem> problems, string key, IReadOnlyList<HeadingDraft> headings, int firstLevel)
    {
        for (var i = 0; i < headings.Count; i++)
            CheckPattern(problems, $"{key}.{i + firstLevel}", headings[i].Format, PatternNames.Heading);
    }

    private static void CheckKind(List<DefinitionProblem> problems, string key, KindDraft? kind)
    {
        if (kind is null)
            return;
        if (kind.Format.Length == 0)
            Add(problems, $"{key}.format", Messages.MissingFormat(1, key));
        var format = CheckPattern(problems, $"{key}.format", kind.Format, PatternNames.Item);
        var repeated = CheckPattern(problems, $"{key}.repeated", kind.Repeated, PatternNames.Item);
        if (kind.Label.Length == 0 && (format?.Uses(PatternNames.Label) is true || repeated?.Uses(PatternNames.Label) is true))
        {
            Add(problems, $"{key}.label", Messages.MissingLabel(1, key));
        }
    }

    private static Pattern? CheckPattern(List<DefinitionProblem> problems, string field, string? source, PatternNames allowed)
    {
        if (source is null)
            return null;
        var key = field.Split('.')[0];
        return Pattern.Parse(source, allowed, piece => Add(problems, field, Messages.BadPattern(1, key, piece, allowed), piece));
    }

    private static void Add(List<DefinitionProblem> problems, string field, Diagnostic diagnostic, string? piece = null) =>
        problems.Add(new DefinitionProblem(field, diagnostic.Code, piece, diagnostic.Message, diagnostic.Hint));
}
