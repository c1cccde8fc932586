namespace Authoring.Compile.SelfCheck;

/// <summary>Something in a written file is not what the report says.</summary>
/// <param name="Place">What it is about: a number and title, or a name within the file.</param>
/// <param name="Expected">What the report says; empty: nothing should be there.</param>
/// <param name="Found">What the file says; empty: nothing is there.</param>
public sealed record SelfCheckFault(string Place, string Expected, string Found);

/// <summary>What one check of a file has come to.</summary>
/// <param name="Output"><c>docx</c>, <c>html</c> or <c>pdf</c>.</param>
/// <param name="Rule">The name of the check: <c>heading-numbers</c>.</param>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="Faults">The first of them, see <see cref="MostFaults"/>.</param>
/// <param name="FaultCount">All of them.</param>
public sealed record SelfCheckResult(string Output, string Rule, int Checked, IReadOnlyList<SelfCheckFault> Faults, int FaultCount)
{
    /// <summary>A thousand of a kind help nobody.</summary>
    public const int MostFaults = 20;

    public static SelfCheckResult Of(string output, string rule, int count, IEnumerable<SelfCheckFault> faults)
    {
        var all = faults.ToList();
        return new SelfCheckResult(output, rule, count, [.. all.Take(MostFaults)], all.Count);
    }
}
