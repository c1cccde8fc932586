using Authoring.Compile.Definition;
using Authoring.Compile.Patterns;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Numbering;

/// <summary>The counters of one hierarchy of headings: the body's, the annexes', a case card's.</summary>
internal sealed class HeadingCounters(IReadOnlyList<HeadingRule?> rules)
{
    private readonly int[] _counts = new int[DefinitionReader.DeepestLevel + 1];

    /// <summary>A heading of this level stands above the place where we are, below the same parent.</summary>
    private readonly bool[] _present = new bool[DefinitionReader.DeepestLevel + 1];

    private readonly bool[] _said = new bool[DefinitionReader.DeepestLevel + 1];

    /// <summary>Headings below this level are under an unnumbered one; 0: none is.</summary>
    private int _unnumberedFrom;

    /// <summary>By level; index 0 is unused.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>The place where we are is in a chapter that has a number.</summary>
    public bool IsInChapter => _present[1] && _unnumberedFrom != 1;

    /// <summary>Level 1 has numbers at all.</summary>
    public bool NumbersChapters => RuleOf(1) is not null;

    /// <summary>Begins a chapter that is counted elsewhere: an annex.</summary>
    public void BeginChapter()
    {
        _unnumberedFrom = 0;
        Restart(below: 1);
        _present[1] = true;
    }

    /// <summary>Counts a heading.</summary>
    /// <param name="mark">What <c>{1}</c> prints instead of its counter.</param>
    /// <param name="skipped">The highest numbered level above that has no heading here, the first time this shows; 0: none.</param>
    /// <returns>Its number as printed; null: it has none, and nothing has moved.</returns>
    public NumberText? Count(HeadingItem heading, NumberText? mark, out int skipped)
    {
        var level = heading.Level;
        skipped = 0;
        if (_unnumberedFrom > 0 && level <= _unnumberedFrom)
            _unnumberedFrom = 0;
        if (_unnumberedFrom > 0)
            return null;
        if (heading.Unnumbered)
        {
            _unnumberedFrom = level;
            return null;
        }

        if (RuleOf(level) is not { } rule)
            return null;
        skipped = Skipped(level);
        if (skipped > 0)
            Array.Fill(_said, true, skipped, level - skipped);
        _counts[level]++;
        _present[level] = true;
        Restart(below: level);
        return rule.Format.Print(new PatternValues(Shown(level), mark, _counts[level], default, ""));
    }

    private int Skipped(int level)
    {
        var skipped = 0;
        for (var above = level - 1; above > 0; above--)
        {
            if (RuleOf(above) is not null && !_present[above] && !_said[above])
                skipped = above;
        }

        return skipped;
    }

    private HeadingRule? RuleOf(int level) => level <= rules.Count ? rules[level - 1] : null;

    /// <summary>A level that was skipped prints 0, even where its counter goes on from the parent before.</summary>
    private int[] Shown(int level)
    {
        for (var above = 1; above < level; above++)
        {
            if (!_present[above] && _counts[above] != 0)
                return [.. _counts.Select((count, i) => i == 0 || _present[i] ? count : 0)];
        }

        return _counts;
    }

    private void Restart(int below)
    {
        for (var level = below + 1; level < _counts.Length; level++)
        {
            _present[level] = false;
            _said[level] = false;
            if (RuleOf(level)?.Restarts ?? true)
                _counts[level] = 0;
        }
    }
}
