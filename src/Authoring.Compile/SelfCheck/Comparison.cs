namespace Authoring.Compile.SelfCheck;

/// <summary>How what a file says is held against what the report says.</summary>
internal static class Comparison
{
    /// <summary>
    /// In order, one by one. Where one side has more, what stands on one side alone is told, so that one that is missing does not make
    /// faults of all behind it.
    /// </summary>
    public static IEnumerable<SelfCheckFault> InOrder(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        if (expected.Count == found.Count)
        {
            for (var i = 0; i < expected.Count; i++)
                if (!Same(expected[i], found[i]))
                    yield return new SelfCheckFault(expected[i], expected[i], found[i]);
            yield break;
        }

        var left = found.Select(DocumentFacts.Squash).ToList();
        foreach (var one in expected)
            if (!left.Remove(DocumentFacts.Squash(one)))
                yield return new SelfCheckFault(one, one, "");
        foreach (var more in left)
            yield return new SelfCheckFault(more, "", more);
    }

    /// <summary>Each in its turn, with whatever stands between them.</summary>
    public static IEnumerable<SelfCheckFault> Within(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var squashed = found.Select(DocumentFacts.Squash).ToList();
        var at = 0;
        foreach (var one in expected)
        {
            var next = squashed.IndexOf(DocumentFacts.Squash(one), at);
            if (next < 0)
                yield return new SelfCheckFault(one, one, at < found.Count ? found[at] : "");
            else
                at = next + 1;
        }
    }

    public static bool Same(string one, string other) => DocumentFacts.Squash(one) == DocumentFacts.Squash(other);

    public static IEnumerable<SelfCheckFault> Count(string place, int expected, int found)
    {
        if (expected != found)
            yield return new SelfCheckFault(
                place,
                expected.ToString(System.Globalization.CultureInfo.InvariantCulture),
                found.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
    }

    /// <summary>Names that stand more than once.</summary>
    public static IEnumerable<SelfCheckFault> Doubled(IEnumerable<string> names) =>
        names
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => new SelfCheckFault(group.Key, "1", group.Count().ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
