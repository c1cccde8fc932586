namespace Authoring.Text.Tests.History;

/// <summary>Counting on from update to update gives what counting the whole text gives.</summary>
public class PhraseCountTests
{
    [Fact]
    public void A_count_that_is_carried_on_is_that_of_the_whole_text() =>
        RandomCase.Hold(
            2000,
            random =>
            {
                // Few letters, so that phrases come, go and overlap.
                string Letters(int most) => string.Concat(Enumerable.Range(0, random.Below(most + 1)).Select(_ => "ab年"[random.Below(3)]));
                var text = Rope.From(Letters(20));
                var phrase = "ab年"[random.Below(3)] + Letters(3);
                var counted = new PhraseCount(text, phrase);
                for (var i = 0; i < 20; i++)
                {
                    var edits = new List<Edit>();
                    for (int at = 0, n = random.Below(4); n > 0 && at <= text.Length; n--)
                    {
                        var from = at + random.Below(text.Length - at + 1);
                        var to = Math.Min(text.Length, from + random.Below(4));
                        edits.Add(new Edit(from, to, Letters(3)));
                        at = to;
                    }
                    var change = ChangeSet.Of(text.Length, edits);
                    var before = counted.Count;
                    var more = counted.Add(change);
                    text = change.Apply(text);
                    Assert.Equal(Naive(text.ToString(), phrase), counted.Count);
                    Assert.Equal(counted.Count - before, more);
                    Assert.Equal(text, counted.Text);
                }
            }
        );

    [Fact]
    public void A_phrase_that_overlaps_itself_counts_wherever_it_begins() =>
        Assert.Equal(2, new PhraseCount(Rope.From("哈哈哈"), "哈哈").Count);

    [Fact]
    public void An_update_of_another_text_is_refused() =>
        Assert.Throws<ChangeMismatchException>(() => new PhraseCount(Rope.From("年"), "年").Add(ChangeSet.Empty(2)));

    private static int Naive(string text, string phrase) =>
        Enumerable.Range(0, text.Length).Count(i => string.CompareOrdinal(text, i, phrase, 0, phrase.Length) == 0);
}
