using Authoring.Compile.Definition;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Document;

/// <summary>What stands between number and title, by kind.</summary>
internal sealed class KindRules(NumberingRules rules)
{
    private const string Default = " ";

    public string CaseSeparator => rules.Cases?.Separator ?? Default;

    public string Separator(CaptionKind kind) => (kind == CaptionKind.Figure ? rules.Figures : rules.Tables)?.Separator ?? Default;

    /// <summary>By the name that <c>lists</c> uses.</summary>
    public KindRule? Rule(string list) =>
        list switch
        {
            "figures" => rules.Figures,
            "tables" => rules.Tables,
            "cases" => rules.Cases,
            _ => null,
        };
}
