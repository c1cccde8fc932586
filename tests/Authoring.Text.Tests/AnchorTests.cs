using System.Text.RegularExpressions;

namespace Authoring.Text.Tests;

/// <summary>A comment stays where it was put, whoever edits around it or takes its text away.</summary>
public partial class AnchorTests
{
    // <…> is the range before and after; the edit replaces [from, to) of the text without the marks.
    [Theory]
    [InlineData("a<bc>d", 0, 0, "XX", "XXa<bc>d")]
    [InlineData("a<bc>d", 4, 4, "XX", "a<bc>dXX")]
    [InlineData("a<bc>d", 2, 2, "XX", "a<bXXc>d")]
    [InlineData("a<bc>d", 1, 1, "XX", "aXX<bc>d")]
    [InlineData("a<bc>d", 3, 3, "XX", "a<bc>XXd")]
    [InlineData("a<bc>d", 0, 2, "", "<c>d")]
    [InlineData("a<bc>d", 2, 4, "X", "a<b>X")]
    [InlineData("a<bc>d", 1, 3, "XY", "a<XY>d")]
    [InlineData("a<bc>d", 1, 3, "", "a<>d")]
    [InlineData("a<bc>d", 0, 4, "", "<>")]
    [InlineData("a<bc>d", 0, 4, "XY", "<>XY")]
    [InlineData("a<>d", 1, 1, "X", "a<>Xd")]
    public void A_range_holds_what_it_holds(string before, int from, int to, string insert, string after) =>
        AssertMoves(before, from, to, insert, after, Anchor.Within);

    [Theory]
    [InlineData("a<bc>d", 1, 1, "XX", "a<XXbc>d")]
    [InlineData("a<bc>d", 3, 3, "XX", "a<bcXX>d")]
    [InlineData("a<>d", 1, 1, "X", "a<X>d")]
    [InlineData("a<bc>d", 0, 4, "XY", "<XY>")]
    public void A_growing_range_takes_in_what_is_typed_at_its_edges(string before, int from, int to, string insert, string after) =>
        AssertMoves(before, from, to, insert, after, Anchor.Around);

    [Theory]
    [InlineData(Side.Before, 2)]
    [InlineData(Side.After, 5)]
    public void A_place_keeps_to_its_side(Side side, int expected) =>
        Assert.Equal(Anchor.At(expected, side), Anchor.At(2, side).Map(ChangeSet.Replace(4, 2, 2, "XYZ")));

    [Fact]
    public void An_anchor_whose_text_is_gone_says_so_and_stays()
    {
        var text = Rope.From("abcd");
        var deletion = ChangeSet.Replace(4, 1, 3, "");
        var gone = Anchor.Within(1, 3).Map(deletion);
        Assert.Equal((1, 1, true), (gone.From, gone.To, gone.Collapsed));
        var putBack = gone.Map(deletion.Invert(text));
        Assert.True(putBack is { Collapsed: true, IsPlace: true });
        Assert.InRange(putBack.From, 1, 3);
        Assert.False(Anchor.At(1, Side.After).Map(ChangeSet.Replace(4, 0, 4, "")).Collapsed);
    }

    [Fact]
    public void It_survives_everything_in_the_bounds_of_the_text() =>
        RandomCase.Hold(
            3000,
            random =>
            {
                var text = random.Text("text");
                var from = random.Position("from", text);
                var to = from + random.Below(text.Length - from + 1);
                var anchor = random.Chance(0.5) ? Anchor.Within(from, to) : Anchor.Around(from, to);
                for (var i = 0; i < 4; i++)
                {
                    var change = random.Change($"change{i}", text);
                    text = change.Apply(text);
                    var wasCollapsed = anchor.Collapsed;
                    var hadText = anchor.To > anchor.From;
                    anchor = anchor.Map(change);
                    Assert.InRange(anchor.From, 0, anchor.To);
                    Assert.InRange(anchor.To, anchor.From, text.Length);
                    Assert.Equal(wasCollapsed || (hadText && anchor.IsPlace), anchor.Collapsed);
                }
            }
        );

    [Fact]
    public void A_range_is_from_left_to_right_in_a_text()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Anchor.Within(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Anchor.Within(3, 2));
    }

    private static void AssertMoves(string before, int from, int to, string insert, string after, Func<int, int, Anchor> create)
    {
        var text = Marks().Replace(before, "");
        var change = ChangeSet.Replace(text.Length, from, to, insert);
        var anchor = create(before.IndexOf('<'), before.IndexOf('>') - 1).Map(change);
        Assert.Equal(after, change.Apply(Rope.From(text)).ToString().Insert(anchor.To, ">").Insert(anchor.From, "<"));
    }

    [GeneratedRegex("[<>]")]
    private static partial Regex Marks();
}
