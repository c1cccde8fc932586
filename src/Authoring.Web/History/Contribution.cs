using System.Globalization;
using System.Text;

namespace Authoring.Web.History;

/// <summary>What of a text as it stands is one person's.</summary>
/// <param name="PersonId">Null: what stood there from the beginning.</param>
/// <param name="Characters">White space left out; 😀 is one.</param>
/// <param name="Share">Of all such characters, from 0 to 1.</param>
/// <param name="At">When the last of them was written, in milliseconds since 1970, UTC; 0 where nobody wrote.</param>
internal sealed record Contribution(int? PersonId, int Characters, double Share, long At)
{
    /// <summary>Everybody of whom something stands there, who wrote most first.</summary>
    public static IReadOnlyList<Contribution> Of(AuthoredText text)
    {
        var found = new Dictionary<int, (int Characters, long At)>();
        foreach (var range in text.Ranges)
        {
            var count = Count(text.Text.Slice(range.From, range.To));
            if (count == 0)
                continue;
            var (sum, at) = found.GetValueOrDefault(range.PersonId ?? 0);
            found[range.PersonId ?? 0] = (sum + count, Math.Max(at, range.At));
        }
        double all = found.Values.Sum(person => person.Characters);
        return
        [
            .. found
                .OrderByDescending(person => person.Value.Characters)
                .ThenBy(person => person.Key)
                .Select(person => new Contribution(
                    person.Key == 0 ? null : person.Key,
                    person.Value.Characters,
                    person.Value.Characters / all,
                    person.Value.At
                )),
        ];
    }

    private static int Count(string part)
    {
        var count = 0;
        foreach (var rune in part.EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                count++;
        return count;
    }
}
