namespace Authoring.Text.Tests;

/// <summary>A rope is a string that is cheap to change.</summary>
public class RopeTests
{
    [Theory]
    [InlineData(60, 5)]
    [InlineData(3000, 300)]
    [InlineData(30, 5000)]
    public void It_does_what_a_string_does(int steps, int size) =>
        RandomCase.Hold(
            40,
            random =>
            {
                var expected = random.NextText(size);
                var rope = Rope.From(expected);
                for (var i = 0; i < steps; i++)
                {
                    var from = random.Below(expected.Length + 1);
                    var to = random.Chance(0.5) ? from : from + random.Below(Math.Min(size, expected.Length - from) + 1);
                    var insert =
                        random.Chance(0.5) ? random.NextText(2)
                        : random.Chance(0.3) ? random.NextText(size)
                        : "";
                    expected = string.Concat(expected.AsSpan(0, from), insert, expected.AsSpan(to));
                    rope = rope.Replace(from, to, insert);
                    Assert.Equal(expected.Length, rope.Length);
                    if (expected.Length > 0)
                        Assert.Equal(expected[expected.Length / 2], rope[expected.Length / 2]);
                }
                Assert.Equal(expected, rope.ToString());
                Assert.Equal(expected, string.Concat(rope.Chunks));
                var middle = random.Below(expected.Length + 1);
                Assert.Equal(expected[middle..], rope.Slice(middle, expected.Length));
                AssertBalanced(rope);
            }
        );

    [Fact]
    public void Deleting_leaves_no_dust_of_tiny_leaves() =>
        RandomCase.Hold(
            20,
            random =>
            {
                var rope = Rope.From(new string('年', 200_000));
                while (rope.Length > 20_000)
                {
                    var from = random.Below(rope.Length);
                    rope = rope.Replace(from, Math.Min(rope.Length, from + random.Below(600)), "");
                }
                AssertBalanced(rope);
                Assert.InRange(rope.Chunks.Count(), 1, 20_000 / (RopeNode.MaxLeaf / 8));
            }
        );

    [Fact]
    public void A_keystroke_shares_all_but_a_path_of_the_text()
    {
        var rope = Rope.From(new string('年', 1_000_000));
        var chunks = rope.Chunks.Select(c => c.GetText()).ToHashSet(ReferenceEqualityComparer.Instance);
        var typed = rope.Replace(500_000, 500_000, "度");
        var fresh = typed.Chunks.Count(c => !chunks.Contains(c.GetText()));
        Assert.InRange(fresh, 1, 2);
    }

    [Fact]
    public void Former_versions_stay_as_they_were()
    {
        var former = Rope.From("年度报告");
        former.Replace(0, 2, "x");
        Assert.Equal("年度报告", former.ToString());
    }

    [Fact]
    public void Equality_is_of_content_however_the_text_was_made() =>
        RandomCase.Hold(
            200,
            random =>
            {
                var text = random.NextText(2000);
                var pieces = Rope.Empty;
                for (var at = 0; at < text.Length; )
                {
                    var next = Math.Min(text.Length, at + 1 + random.Below(300));
                    pieces = pieces.Replace(pieces.Length, pieces.Length, text.AsSpan(at, next - at));
                    at = next;
                }
                Assert.Equal(Rope.From(text), pieces);
                Assert.Equal(Rope.From(text).GetHashCode(), pieces.GetHashCode());
                if (text.Length > 0)
                    Assert.NotEqual(Rope.From(text), pieces.Replace(text.Length - 1, text.Length, "§"));
            }
        );

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 1)]
    [InlineData(0, 4)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_range_outside_the_text_is_refused(int from, int to)
    {
        var rope = Rope.From("abc");
        Assert.Throws<ArgumentOutOfRangeException>(() => rope.Replace(from, to, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => rope.Slice(from, to));
    }

    [Fact]
    public void An_empty_text_is_a_text()
    {
        Assert.Equal("", Rope.Empty.ToString());
        Assert.Equal(Rope.Empty, Rope.From("abc").Replace(0, 3, ""));
        Assert.Empty(Rope.Empty.Chunks);
        Assert.Throws<ArgumentOutOfRangeException>(() => Rope.Empty[0]);
    }

    private static void AssertBalanced(Rope rope)
    {
        if (rope.Root is not null)
            Visit(rope.Root);

        static void Visit(RopeNode node)
        {
            Assert.True(node.Length > 0);
            if (node is RopeLeaf)
            {
                Assert.InRange(node.Length, 1, RopeNode.MaxLeaf);
                return;
            }
            var (left, right) = ((RopeBranch)node).Halves;
            Assert.InRange(left.Height - right.Height, -1, 1);
            if (left is RopeLeaf && right is RopeLeaf)
                Assert.True(node.Length > RopeNode.MaxLeaf / 2);
            Visit(left);
            Visit(right);
        }
    }
}

internal static class Chunk
{
    /// <summary>The string behind a piece of a rope.</summary>
    internal static object GetText(this ReadOnlyMemory<char> chunk) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetString(chunk, out var text, out _, out _) ? text : chunk;
}
