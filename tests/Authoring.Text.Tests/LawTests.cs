using System.Text;

namespace Authoring.Text.Tests;

/// <summary>The laws that the convergence of all texts rests on, with random data.</summary>
public class LawTests
{
    private const int Runs = 5000;

    [Fact]
    public void Apply_does_to_a_rope_what_the_edits_do_to_a_string() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                Assert.Equal(Naive(text.ToString(), a), a.Apply(text).ToString());
                Assert.Equal(a.NewLength, a.Apply(text).Length);
            }
        );

    [Fact]
    public void A_composition_does_what_its_parts_do() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var b = random.Change("b", a.Apply(text));
                Assert.Equal(b.Apply(a.Apply(text)), a.Compose(b).Apply(text));
                Assert.Equal(b.NewLength, a.Compose(b).NewLength);
            }
        );

    [Fact]
    public void Composing_is_associative_in_what_it_does() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var b = random.Change("b", a.Apply(text));
                var c = random.Change("c", b.Apply(a.Apply(text)));
                Assert.Equal(a.Compose(b).Compose(c).Apply(text), a.Compose(b.Compose(c)).Apply(text));
            }
        );

    [Fact]
    public void Two_writers_come_to_one_text_by_either_way() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var b = random.Change("b", text);
                Assert.Equal(b.Map(a).Apply(a.Apply(text)), a.Map(b, before: true).Apply(b.Apply(text)));
                Assert.Equal(a.Compose(b.Map(a)).Apply(text), b.Compose(a.Map(b, before: true)).Apply(text));
            }
        );

    [Fact]
    public void Merging_loses_nothing_and_doubles_nothing() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                // Every character of the text and of either change is another one, so that each can be followed.
                var text = Rope.From(Unique('\u4E00', 12));
                var a = Renamed(random.Change("a", text), '\u5E00');
                var b = Renamed(random.Change("b", text), '\u6E00');
                var (left, right) = (a.Apply(text).ToString(), b.Apply(text).ToString());
                var merged = b.Map(a).Apply(a.Apply(text)).ToString();

                string From(string all, char first, char limit) => string.Concat(all.Where(c => c >= first && c < limit));
                Assert.Equal(
                    string.Concat(text.ToString().Where(c => left.Contains(c) && right.Contains(c))),
                    From(merged, '\u4E00', '\u5E00')
                );
                Assert.Equal(From(left, '\u5E00', '\u6E00'), From(merged, '\u5E00', '\u6E00'));
                Assert.Equal(From(right, '\u6E00', '\uFFFF'), From(merged, '\u6E00', '\uFFFF'));
            }
        );

    [Fact]
    public void An_inverse_takes_back() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var back = a.Invert(text);
                Assert.Equal(text, back.Apply(a.Apply(text)));
                Assert.Equal(a, back.Invert(a.Apply(text)));
            }
        );

    [Fact]
    public void A_position_keeps_its_order_and_its_neighbour() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var p = random.Position("p", text);
                var before = a.MapPosition(p, -1);
                var after = a.MapPosition(p, 1);
                Assert.InRange(before, 0, after);
                Assert.InRange(after, before, a.NewLength);
                if (p > 0)
                    Assert.InRange(before, a.MapPosition(p - 1, -1), a.NewLength);
                var untouched = a.Spans.All(s => p < s.From || p > s.To);
                if (untouched && p < text.Length)
                    Assert.Equal(text[p], a.Apply(text)[after]);
            }
        );

    [Fact]
    public void Spans_name_the_places_in_both_texts() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var changed = a.Apply(text);
                var (old, now) = (0, 0);
                foreach (var span in a.Spans)
                {
                    Assert.Equal(text.Slice(old, span.From), changed.Slice(now, span.NewFrom));
                    Assert.Equal(span.Inserted, changed.Slice(span.NewFrom, span.NewTo));
                    (old, now) = (span.To, span.NewTo);
                }
                Assert.Equal(text.Slice(old, text.Length), changed.Slice(now, changed.Length));
            }
        );

    [Fact]
    public void JSON_says_all_of_a_change() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var a = random.Change("a", random.Text("text"));
                Assert.Equal(a, ChangeSet.Parse(a.ToUtf8Json()));
                Assert.Equal(a.GetHashCode(), ChangeSet.Parse(a.ToUtf8Json()).GetHashCode());
            }
        );

    [Fact]
    public void What_is_sound_stays_sound_when_it_is_rebased_composed_or_taken_back() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var a = random.Change("a", text);
                var b = random.Change("b", text);
                var (left, right) = (a.Apply(text), b.Apply(text));
                Assert.Null(a.Check(text));
                Assert.Null(b.Map(a).Check(left));
                Assert.Null(a.Map(b, before: true).Check(right));
                Assert.Null(a.Invert(text).Check(left));
                Assert.Null(a.Compose(b.Map(a)).Check(text));
            }
        );

    [Fact]
    public void Rebasing_leads_server_and_writer_to_one_text() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var logged = new[] { random.Change("log0", text), null! };
                logged[1] = random.Change("log1", logged[0].Apply(text));
                var pending = new[] { random.Change("p0", text), null! };
                pending[1] = random.Change("p1", pending[0].Apply(text));

                var writer = pending[1].Apply(pending[0].Apply(text));
                var server = logged[1].Apply(logged[0].Apply(text));
                foreach (var update in logged)
                    writer = Rebase.Over(pending, update).Apply(writer);
                Assert.Equal(writer, pending[1].Apply(pending[0].Apply(server)));
            }
        );

    private static string Naive(string text, ChangeSet change)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var span in change.Spans)
        {
            result.Append(text, at, span.From - at).Append(span.Inserted);
            at = span.To;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static string Unique(char first, int count) => new([.. Enumerable.Range(first, count).Select(c => (char)c)]);

    private static ChangeSet Renamed(ChangeSet change, char first)
    {
        var edits = new List<Edit>();
        foreach (var s in change.Spans)
        {
            edits.Add(new Edit(s.From, s.To, Unique(first, s.Inserted.Length)));
            first += (char)s.Inserted.Length;
        }
        return ChangeSet.Of(change.Length, edits);
    }
}
