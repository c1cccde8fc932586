using Authoring.Compile.Definition;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Numbering;

/// <summary>Counts figures, tables or cases in reading order. Without a rule nothing is counted and every number is empty.</summary>
internal sealed class KindCounter(KindRule? rule)
{
    private int _count;
    private int _section = -1;

    /// <summary>The first item of this section, and what it prints if a second one comes.</summary>
    private Placement? _first;
    private NumberText? _firstRepeated;

    /// <summary>The number would name a chapter or a section, and there is none here.</summary>
    public bool LacksChapter(HeadingCounters headings, NumberText? mark, Sections sections)
    {
        if (rule is null)
            return false;
        var (usesLevels, usesSection) = (Uses(PatternNames.Levels), Uses(PatternNames.Section));
        if (!usesLevels && !usesSection)
            return false;
        if (usesSection && sections.Nearest(rule.Depth).Number.Length == 0)
            return true;
        if (headings.NumbersChapters || mark is not null)
            return !headings.IsInChapter || (mark is null && rule.Format.BeginsWithNone(headings.Counts));
        return usesLevels && (rule.Format.Lacks(headings.Counts) || rule.Repeated?.Lacks(headings.Counts) == true);
    }

    /// <summary>The number would name a section, in words that cannot be left out, and there is none here.</summary>
    public bool LacksSection(IReadOnlyList<int> levels, NumberText? mark) =>
        rule is not null
        && (
            rule.Format.WithoutEmpty(levels, mark is not null) is null
            || rule.Repeated?.WithoutEmpty(levels, mark is not null) is null && rule.Repeated is not null
        );

    private bool Uses(PatternNames names) => rule!.Format.Uses(names) || rule.Repeated?.Uses(names) == true;

    public void Count(Placement placement, IReadOnlyList<int> levels, NumberText? mark, Sections sections)
    {
        if (rule is null)
        {
            placement.Printed = NumberText.Empty;
            return;
        }

        var section = sections.Current(rule.RestartDepth);
        if (section != _section)
            _count = 0;
        _section = section;
        _count++;
        var values = new PatternValues(levels, mark, _count, sections.Nearest(rule.Depth), rule.Label);
        placement.Printed = Print(rule.Format, values);
        if (rule.Repeated is not null)
            Repeat(placement, Print(rule.Repeated, values));
    }

    /// <summary>The first of a section has this number as soon as there is a second.</summary>
    private void Repeat(Placement placement, NumberText repeated)
    {
        if (_count == 1)
        {
            (_first, _firstRepeated) = (placement, repeated);
            return;
        }

        _first!.Printed = _firstRepeated;
        placement.Printed = repeated;
    }

    private static NumberText Print(Pattern pattern, in PatternValues values) =>
        pattern.WithoutEmpty(values.Levels, values.Mark is not null)!.Print(values);
}
