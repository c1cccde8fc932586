namespace Authoring.Text.Tests.Tracking;

/// <summary>The laws of suggestions, with random data.</summary>
public class TrackedLawTests
{
    private const int Runs = 5000;

    [Fact]
    public void A_composition_does_what_its_parts_do() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text");
                var a = random.Update(text, "a");
                var b = random.Update(text.Apply(a), "b");
                var c = random.Update(text.Apply(a).Apply(b), "c");
                Same(text.Apply(a).Apply(b), text.Apply(a.Compose(b)));
                Same(text.Apply(a.Compose(b).Compose(c)), text.Apply(a.Compose(b.Compose(c))));
            }
        );

    [Fact]
    public void Two_people_meet_in_one_text_whose_marks_are_those_of_the_log() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text");
                var (a, b) = (random.Update(text, "a"), random.Update(text, "b"));
                var log = text.Apply(a).Apply(b.Map(a.Changes));
                Assert.Equal(log.Text, text.Apply(b).Apply(a.Map(b.Changes, before: true)).Text);
                // Marks are on characters: each that both texts have carries b's word where b says something, whatever a says.
                foreach (var mark in b.Map(a.Changes).Marking)
                {
                    var now = log.Marks.Find(mark.Id);
                    Assert.True(mark.Insert.Except(now?.Insertions ?? Ranges.Empty).IsEmpty);
                    Assert.True(mark.Delete.Except(now?.Deletions ?? Ranges.Empty).IsEmpty);
                    Assert.True(now is null || now.All.Intersect(mark.Clear).IsEmpty);
                }
            }
        );

    [Fact]
    public void Whoever_suggests_changes_nothing_of_what_others_wrote_and_all_that_he_wanted_is_in_the_final_text() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text");
                var update = random.Update(text, "u");
                var turned = Suggesting.ToSuggestion(text, update, "2", Since(text), "spare", 9);
                Assert.Null(turned.Check(text.Text));
                Assert.Equal(text.Project(Projection.Original), text.Apply(turned).Project(Projection.Original));
                var plain = update with { Marking = Marking.None };
                var suggested = text.Apply(Suggesting.ToSuggestion(text, plain, "2", Since(text), "spare", 9));
                Assert.Equal(text.Apply(plain).Project(Projection.Final), suggested.Project(Projection.Final));
                foreach (var other in text.Marks.Where(suggestion => suggestion.By != "2"))
                {
                    // What others suggested is still there, character for character.
                    var (before, now) = (other.Map(turned.Changes), text.Apply(turned).Marks.Find(other.Id));
                    Assert.Equal(before.Insertions.Except(now?.Insertions ?? Ranges.Empty), Ranges.Empty);
                    Assert.Equal(before.Deletions, now?.Deletions ?? Ranges.Empty);
                    Assert.Equal(other.Insertions.Length, now?.Insertions.Length ?? 0);
                }
            }
        );

    [Fact]
    public void What_keeps_the_rules_of_suggesting_comes_back_as_it_is() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text");
                var turned = Suggesting.ToSuggestion(text, random.Update(text, "u"), "2", Since(text), "spare", 9);
                Assert.Equal(turned, Suggesting.ToSuggestion(text, turned, "2", Since(text), "spare", 9));
            }
        );

    [Fact]
    public void Accepting_or_rejecting_all_in_any_order_leaves_exactly_the_final_or_the_original() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text", suggestions: 7);
                foreach (var (projection, accepts) in new[] { (Projection.Final, true), (Projection.Original, false) })
                {
                    var expected = text.Project(projection);
                    var left = text;
                    while (!left.Marks.IsEmpty)
                    {
                        var ids = left.Marks.Select(suggestion => suggestion.Id).Where(_ => random.Chance(0.5)).ToList();
                        var within = random.Chance(0.3) ? random.Some(left.Text) : null;
                        left = left.Apply(accepts ? left.Accept(ids, within) : left.Reject(ids, within));
                        Assert.Equal(expected, left.Project(projection));
                    }
                    Assert.Equal(expected, left.Text);
                    var all = text.Marks.Select(suggestion => suggestion.Id);
                    Assert.Equal(expected, text.Apply(accepts ? text.Accept(all) : text.Reject(all)).Text);
                }
            }
        );

    [Fact]
    public void A_mixture_of_decisions_keeps_and_drops_what_was_decided() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text", suggestions: 7);
                var (accepted, rejected) = (new List<string>(), new List<string>());
                foreach (var suggestion in text.Marks)
                    (random.Chance(0.5) ? accepted : rejected).Add(suggestion.Id);
                var (first, second) = (text.Apply(text.Accept(accepted)), text.Apply(text.Reject(rejected)));
                Assert.Equal(first.Apply(first.Reject(rejected)).Text, second.Apply(second.Accept(accepted)).Text);
            }
        );

    [Fact]
    public void Json_gives_back_what_was_written() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Tracked("text");
                var update = random.Update(text, "u");
                Assert.Equal(update.Marking, MarkingReader.ReadMarking(Parsed(update.Marking.ToUtf8Json()), update.Changes.NewLength));
                Assert.Equal(text.Marks, MarkingReader.ReadMarks(Parsed(text.Marks.ToUtf8Json()), text.Text.Length));
            }
        );

    private static System.Text.Json.JsonElement Parsed(byte[] json) => System.Text.Json.JsonDocument.Parse(json).RootElement;

    private static Func<string, long?> Since(TrackedText text) =>
        id =>
            text.Marks.Find(id) is not { } known ? 9
            : known.By == "2" ? known.At
            : null;

    private static void Same(TrackedText expected, TrackedText actual) =>
        Assert.True(expected == actual, $"{expected.Shown()}\n{actual.Shown()}");
}
