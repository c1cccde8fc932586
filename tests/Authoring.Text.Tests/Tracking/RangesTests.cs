namespace Authoring.Text.Tests.Tracking;

/// <summary>A range belongs to its characters: held against a naive set of them.</summary>
public class RangesTests
{
    private const int Runs = 5000;

    [Fact]
    public void Characters_stay_what_they_are_whatever_happens_around_them() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var ranges = random.Some(text);
                var change = random.Change("change", text);
                var kept = new List<TextRange>();
                foreach (var position in Characters(ranges))
                {
                    if (change.MapPosition(position, 1, PositionTracking.After) is { } moved)
                        kept.Add(new TextRange(moved, moved + 1));
                }
                Assert.Equal(Ranges.Of(kept), ranges.Map(change));
            }
        );

    [Fact]
    public void Union_difference_and_intersection_are_those_of_sets() =>
        RandomCase.Hold(
            Runs,
            random =>
            {
                var text = random.Text("text");
                var (a, b) = (random.Some(text), random.Some(text));
                Assert.Equal(Characters(a).Union(Characters(b)).Order(), Characters(a.Union(b)));
                Assert.Equal(Characters(a).Except(Characters(b)).Order(), Characters(a.Except(b)));
                Assert.Equal(Characters(a).Intersect(Characters(b)).Order(), Characters(a.Intersect(b)));
                var range = new TextRange(random.Below(text.Length + 1), text.Length);
                Assert.Equal(Characters(a).Any(position => position >= range.From && position < range.To), a.Overlaps(range));
            }
        );

    [Fact]
    public void Ranges_that_touch_are_one() => Assert.Equal("1–4 6–8", Ranges.Of([new(6, 8), new(1, 2), new(2, 4), new(3, 3)]).ToString());

    private static IEnumerable<int> Characters(Ranges ranges) => ranges.SelectMany(range => Enumerable.Range(range.From, range.Length));
}
