using Authoring.Compile.Patterns;

namespace Authoring.Compile.Definition;

/// <summary>Where a kind's counter begins again.</summary>
internal enum Scope
{
    Document,
    Chapter,
    Section,
}

/// <summary>How headings of one level are numbered.</summary>
/// <param name="Restarts">False: goes on counting across parents (<c>restart: never</c>).</param>
internal sealed record HeadingRule(Pattern Format, bool Restarts);

/// <summary>How figures, tables or cases are numbered.</summary>
/// <param name="Repeated">Used instead of <paramref name="Format"/> where a section holds more than one.</param>
/// <param name="Depth">Headings down to this level count as sections.</param>
internal sealed record KindRule(string Label, Scope Scope, Pattern Format, Pattern? Repeated, string Separator, int Depth)
{
    /// <summary>
    /// The scopes are one idea: a numbered heading down to this level begins the count again. 0: none does.
    /// </summary>
    public int RestartDepth =>
        Scope switch
        {
            Scope.Document => 0,
            Scope.Chapter => 1,
            _ => Depth,
        };
}

/// <summary>The <c>numbering</c> of a report. Lists of heading rules are by level, level 1 first; null is not numbered.</summary>
internal sealed record NumberingRules
{
    public IReadOnlyList<HeadingRule?> Headings { get; init; } = [];

    /// <summary>Inside an annex. The first stays empty: level 1 is the annex itself.</summary>
    public IReadOnlyList<HeadingRule?> AnnexHeadings { get; init; } = [];

    public IReadOnlyList<HeadingRule?> CaseHeadings { get; init; } = [];

    public Pattern? Annexes { get; init; }

    /// <summary>What <c>{1}</c> prints inside an annex.</summary>
    public required Pattern AnnexMark { get; init; }

    public KindRule? Figures { get; init; }

    public KindRule? Tables { get; init; }

    public KindRule? Cases { get; init; }
}
