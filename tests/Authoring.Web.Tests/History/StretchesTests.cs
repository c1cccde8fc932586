using Authoring.Web.History;

namespace Authoring.Web.Tests.History;

/// <summary>Versions are gathered as people remember them.</summary>
public sealed class StretchesTests
{
    /// <summary>
    /// A letter is a key by that person, ten seconds after the last; a dot is another minute. In the answer each stretch is who wrote it
    /// and how many keys.
    /// </summary>
    [Theory]
    [InlineData("aaaa", "a4")]
    [InlineData("aa.........aa", "a4")]
    [InlineData("aa..........aa", "a2 a2")]
    [InlineData("aaaabbbb", "a4 b4")]
    [InlineData("aababba", "a4+b3")]
    [InlineData("aabca", "a3+b1+c1")]
    [InlineData("aa...ba", "a2 b1 a1")]
    [InlineData("aabb...a", "a2 b2 a1")]
    [InlineData("", "")]
    public void By_person_and_pause(string keys, string expected)
    {
        var (stretches, version, at) = (new Stretches(), 0, 0L);
        foreach (var key in keys)
        {
            if (key == '.')
                at += 60_000;
            else
                stretches.Add(++version, key - 'a', at += 10_000, 1, 0);
        }
        var all = stretches.ToList();
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                all.Select(s =>
                    string.Join(
                        '+',
                        s.Shares.OrderBy(share => share.PersonId).Select(share => $"{(char)('a' + share.PersonId)}{share.Inserted}")
                    )
                )
            )
        );
        Assert.Equal(version, stretches.Last);
        // Every version is in one stretch.
        Assert.Equal(Enumerable.Range(1, version), all.SelectMany(s => Enumerable.Range(s.First, s.Last - s.First + 1)));
    }
}
