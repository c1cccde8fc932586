using Authoring.Compile.Definition;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Numbering;

/// <summary>
/// The numbered headings above the place where the walk is, seen down to each depth: which number is nearest, and how many there
/// have been, which tells a counter that it is in another section than before.
/// </summary>
internal sealed class Sections
{
    private readonly int[] _entered = new int[DefinitionReader.DeepestLevel + 1];
    private readonly SectionNumber[] _nearest = [.. Enumerable.Repeat(SectionNumber.None, DefinitionReader.DeepestLevel + 1)];

    public void Enter(int level, NumberText number)
    {
        var text = WithoutClosing(number.Text);
        for (var depth = level; depth < _entered.Length; depth++)
        {
            _entered[depth]++;
            _nearest[depth] = new SectionNumber(text, level, number.Pieces);
        }
    }

    /// <summary>A chapter without a number begins: no number is above any more.</summary>
    public void Leave() => Array.Fill(_nearest, SectionNumber.None);

    /// <summary>Changes with each numbered heading down to <paramref name="depth"/>; at depth 0 never.</summary>
    public int Current(int depth) => depth == 0 ? 0 : _entered[depth];

    /// <summary>
    /// The number of the nearest numbered heading down to a depth, without its closing mark, and its level; level 0: there is none.
    /// </summary>
    public SectionNumber Nearest(int depth) => _nearest[depth];

    /// <summary><c>2.1.</c> is <c>2.1</c> inside a sentence or another number.</summary>
    public static string WithoutClosing(string number) => number.TrimEnd('.', '．', '、');
}
