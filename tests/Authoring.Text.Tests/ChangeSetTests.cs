using System.Globalization;
using System.Text;

namespace Authoring.Text.Tests;

/// <summary>
/// One case a line. <c>年[度|月]报</c> is the text 年度报 and the change that makes 年月报 of it: brackets hold what goes and,
/// behind the bar, what comes.
/// </summary>
public class ChangeSetTests
{
    [Theory]
    [InlineData("ab[|1]c", "ab[|2]c", "ab2[|1]c", "ab[|1]2c")] // two insertions at one place
    [InlineData("[|1]", "[|2]", "2[|1]", "[|1]2")]
    [InlineData("a[|1]bc", "ab[|2]c", "a[|1]b2c", "a[|1]b2c")]
    [InlineData("a[bc|]d", "a[bc|]d", "ad", "ad")] // both delete the same
    [InlineData("a[bc|]d", "ab[cd|]", "a[b|]", "a[b|]")]
    [InlineData("a[bc|X]d", "a[bc|Y]d", "aY[|X]d", "a[|X]Yd")] // both replace the same
    [InlineData("a[bcd|X]e", "a[bc|Y]de", "aY[d|X]e", "aY[d|X]e")] // the shorter one stands first
    [InlineData("a[bc|X]de", "a[bcd|Y]e", "a[|X]Ye", "a[|X]Ye")]
    [InlineData("a[bcd|]e", "ab[|1]cde", "a[b|]1[cd|]e", "a[b|]1[cd|]e")] // an insertion within a deletion survives
    [InlineData("a[bcd|X]e", "ab[c|]de", "a[bd|X]e", "a[bd|X]e")]
    [InlineData("ab[|1]cd", "a[bc|]d", "a[|1]d", "a[|1]d")] // and is not drawn into it
    [InlineData("ab[|1]cd", "a[bc|Y]d", "aY[|1]d", "aY[|1]d")]
    [InlineData("a[|1]bc", "a[b|Y]c", "a[|1]Yc", "a[|1]Yc")] // an insertion at the edges of a replacement
    [InlineData("ab[|1]c", "a[b|Y]c", "aY[|1]c", "aY[|1]c")]
    [InlineData("[ab|][cd|X]", "a[bc|Y]d", "[a|]Y[d|X]", "[a|]Y[d|X]")]
    [InlineData("[😀|]a", "[|年]😀a", "年[😀|]a", "年[😀|]a")]
    public void Mapping(string ours, string theirs, string mapped, string mappedBefore)
    {
        var (text, a) = Read(ours);
        var (sameText, b) = Read(theirs);
        Assert.Equal(text, sameText);
        Assert.Equal(mapped, Show(b.Apply(text), a.Map(b)));
        Assert.Equal(mappedBefore, Show(b.Apply(text), a.Map(b, before: true)));
    }

    [Fact]
    public void Mapping_over_a_composition_is_not_mapping_over_its_parts()
    {
        // Why server and browsers rebase over one logged update at a time: two that came in one go would stand elsewhere.
        var (text, pending) = Read("[|P]a");
        var (_, first) = Read("[a|]");
        var (_, second) = Read("[|2]");
        var logged = second.Apply(first.Apply(text));
        Assert.Equal("2P", pending.Map(first).Map(second).Apply(logged).ToString());
        Assert.Equal("P2", pending.Map(first.Compose(second)).Apply(logged).ToString());
    }

    [Theory]
    [InlineData("a[|1]b", "a1[|2]b", "a[|12]b")] // typing on
    [InlineData("a[|1]b", "a[|2]1b", "a[|21]b")]
    [InlineData("a[|12]b", "a1[2|]b", "a[|1]b")] // taking back what was typed
    [InlineData("a[|1]b", "a[1|]b", "ab")]
    [InlineData("ab[c|]", "a[b|]", "a[bc|]")] // deleting backwards
    [InlineData("a[b|X]c", "aX[c|]", "a[b|X][c|]")] // edits that touch stay two
    [InlineData("a[b|X]c", "a[Xc|Y]", "a[bc|Y]")] // edits that overlap become one
    [InlineData("a[b|X]c", "a[X|]c", "a[b|]c")]
    [InlineData("a[b|]c", "a[|X]c", "a[b|][|X]c")] // what goes stands before what comes
    [InlineData("a[|12]bc", "a1[2b|]c", "a[b|1]c")]
    [InlineData("年[|😀]", "年😀[|！]", "年[|😀！]")]
    public void Composing(string first, string second, string composed)
    {
        var (text, a) = Read(first);
        var (between, b) = Read(second);
        Assert.Equal(a.Apply(text), between);
        Assert.Equal(composed, Show(text, a.Compose(b)));
    }

    [Theory]
    [InlineData("a[bc|X]d", "a[X|bc]d")]
    [InlineData("a[|X]d", "a[X|]d")]
    [InlineData("[a|]b[c|😀]", "[|a]b[😀|c]")]
    [InlineData("abc", "abc")]
    public void Inverting(string change, string inverse)
    {
        var (text, a) = Read(change);
        Assert.Equal(inverse, Show(a.Apply(text), a.Invert(text)));
    }

    [Theory]
    [InlineData("a[|XY]b", "0 1 4", "0 3 4")]
    [InlineData("a[bc|X]d", "0 1 1 2 3", "0 1 2 2 3")]
    [InlineData("a[bc|]d", "0 1 1 1 2", "0 1 1 1 2")]
    [InlineData("[|X]", "0", "1")]
    [InlineData("abc", "0 1 2 3", "0 1 2 3")]
    public void Positions(string change, string keepingBefore, string keepingAfter)
    {
        var (text, a) = Read(change);
        string Mapped(int assoc) => string.Join(' ', Enumerable.Range(0, text.Length + 1).Select(p => a.MapPosition(p, assoc)));
        Assert.Equal(keepingBefore, Mapped(-1));
        Assert.Equal(keepingAfter, Mapped(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => a.MapPosition(text.Length + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => a.MapPosition(-1));
    }

    [Theory]
    [InlineData("a[bc|X]d", "0 1 - 2 3", "0 1 - - 3", "0 - - 2 3")]
    [InlineData("a[|X]d", "0 1 3", "0 1 3", "0 1 3")]
    public void Deleted_positions(string change, string both, string before, string after)
    {
        var (text, a) = Read(change);
        string Mapped(PositionTracking tracking) =>
            string.Join(
                ' ',
                Enumerable
                    .Range(0, text.Length + 1)
                    .Select(p => a.MapPosition(p, -1, tracking)?.ToString(CultureInfo.InvariantCulture) ?? "-")
            );
        Assert.Equal(both, Mapped(PositionTracking.Both));
        Assert.Equal(before, Mapped(PositionTracking.Before));
        Assert.Equal(after, Mapped(PositionTracking.After));
    }

    [Fact]
    public void Edits_may_come_in_any_order_and_overlap()
    {
        var change = ChangeSet.Of(4, [new(2, 4, "X"), new(0, 1, ""), new(3, 3, "Y")]);
        Assert.Equal("[a|]b[cd|X][|Y]", Show(Rope.From("abcd"), change));
    }

    [Fact]
    public void Nothing_is_an_empty_change()
    {
        Assert.True(ChangeSet.Of(3, []).IsEmpty);
        Assert.True(ChangeSet.Of(3, [new(1, 1, "")]).IsEmpty);
        Assert.True(ChangeSet.Replace(3, 1, 1, "").IsEmpty);
        Assert.Equal(ChangeSet.Empty(3), ChangeSet.Replace(3, 1, 1, ""));
        Assert.NotEqual(ChangeSet.Empty(3), ChangeSet.Empty(4));
    }

    [Fact]
    public void An_edit_outside_the_text_is_refused_with_the_numbers()
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => ChangeSet.Replace(3, 2, 5, "x"));
        Assert.Contains("[2, 5) is not a range of a text of length 3", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangeSet.Of(3, [new(-1, 0, "")]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangeSet.Of(3, [new(2, 1, "")]));
    }

    [Fact]
    public void Changes_of_other_texts_are_refused_with_both_lengths()
    {
        var change = ChangeSet.Replace(3, 0, 0, "x");
        foreach (
            var refused in new Action[]
            {
                () => change.Apply(Rope.From("abcde")),
                () => change.Map(ChangeSet.Empty(5)),
                () => change.Invert(Rope.From("abcde")),
                () => ChangeSet.Empty(3).Map(ChangeSet.Empty(5)),
            }
        )
        {
            var thrown = Assert.Throws<ChangeMismatchException>(refused);
            Assert.Equal((3, 5), (thrown.Expected, thrown.Actual));
        }
        var composing = Assert.Throws<ChangeMismatchException>(() => change.Compose(ChangeSet.Empty(3)));
        Assert.Equal((4, 3), (composing.Expected, composing.Actual));
    }

    [Fact]
    public void Cutting_up_a_long_insertion_costs_what_it_is_long()
    {
        // Ten thousand edits within one pasted text: pieces must not be copied again for each of them.
        var paste = ChangeSet.Replace(0, 0, 0, new string('年', 2_000_000));
        var cuts = ChangeSet.Of(paste.NewLength, [.. Enumerable.Range(0, 10_000).Select(i => new Edit(i * 200, (i * 200) + 1, "x"))]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var composed = paste.Compose(cuts);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
        Assert.Equal(2_000_000, composed.NewLength);
    }

    private static (Rope Text, ChangeSet Change) Read(string marked)
    {
        var text = new StringBuilder();
        var edits = new List<Edit>();
        for (var at = 0; at < marked.Length; )
        {
            var open = marked.IndexOf('[', at);
            text.Append(marked, at, (open < 0 ? marked.Length : open) - at);
            if (open < 0)
                break;
            var bar = marked.IndexOf('|', open);
            var close = marked.IndexOf(']', bar);
            var from = text.Length;
            text.Append(marked, open + 1, bar - open - 1);
            edits.Add(new Edit(from, text.Length, marked[(bar + 1)..close]));
            at = close + 1;
        }
        return (Rope.From(text.ToString()), ChangeSet.Of(text.Length, edits));
    }

    private static string Show(Rope text, ChangeSet change)
    {
        Assert.Equal(text.Length, change.Length);
        var marked = new StringBuilder();
        var at = 0;
        foreach (var span in change.Spans)
        {
            marked
                .Append(text.Slice(at, span.From))
                .Append('[')
                .Append(text.Slice(span.From, span.To))
                .Append('|')
                .Append(span.Inserted)
                .Append(']');
            at = span.To;
        }
        return marked.Append(text.Slice(at, text.Length)).ToString();
    }
}
